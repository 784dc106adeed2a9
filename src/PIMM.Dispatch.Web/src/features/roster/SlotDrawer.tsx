import { ActionIcon, Button, Drawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../texts/TextScope';
import type { DutyDto, RosterDto, SlotDto } from '../../contracts/roster';
import { dayInWords, minutesInWords } from '../../ui/times';
import { useMinute } from '../../ui/useNow';
import { useHere } from '../session/useSession';
import { dutyActs, slotActs } from './acts';
import type { DutyAct, SlotAct } from './acts';
import { ActForm } from './ActForm';
import { SiteList, UncoveredList } from './Cover';
import type { Block } from './grid';
import { KindIcon, StateIcon } from './marks';
import { hoursOf } from './SlotBlock';
import { providerOf, wordsOf } from './words';
import styles from './SlotDrawer.module.css';

interface SlotDrawerProps {
  block: Block;
  roster: RosterDto;
  phone: boolean;
  close: () => void;
}

/** What one is about to do, and with whose duty. */
export interface Intent {
  readonly act: SlotAct | DutyAct;
  readonly duty: DutyDto | null;
}

/** Everything about one slot: who, what nobody reads, to whom it was given, and what may be done. */
export function SlotDrawer({ block, roster, phone, close }: SlotDrawerProps) {
  const t = useText();
  const [intent, setIntent] = useState<Intent | null>(null);
  const form = intent !== null && (
    <ActForm intent={intent} block={block} roster={roster} close={() => setIntent(null)} />
  );
  return (
    <Drawer
      opened
      onClose={close}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '86%' : 440}
      withCloseButton={false}
      padding={0}
      aria-label={t('roster.drawer')}>
      <div className={styles['drawer']} data-testid="slot-drawer" data-slot={block.id}>
        <Head block={block} close={close} />
        <section>
          <h3>{t('roster.who')}</h3>
          {block.duties.length === 0 && block.state !== 'external' && (
            <p className="dim">{t('roster.nobody')}</p>
          )}
          {block.duties.map((duty) => (
            <DutyCard key={duty.id} duty={duty} roster={roster} choose={setIntent}>
              {intent?.duty?.id === duty.id && form}
            </DutyCard>
          ))}
          {block.slot !== null && <Provider slot={block.slot} />}
        </section>
        {block.slot !== null && block.slot.gaps.length > 0 && (
          <UncoveredList slot={block.slot} line={block.line} />
        )}
        {block.slot !== null && (
          <SlotButtons slot={block.slot} duties={block.duties} intent={intent} choose={setIntent}>
            {intent?.duty === null && form}
          </SlotButtons>
        )}
        {block.line !== null && <SiteList line={block.line} />}
      </div>
    </Drawer>
  );
}

function Head({ block, close }: { block: Block; close: () => void }) {
  const t = useText();
  const { territory } = useHere();
  const lasts = Date.parse(block.until) - Date.parse(block.from);
  return (
    <header className={styles['head']} data-state={block.state}>
      <div>
        <p className={styles['over']}>
          <KindIcon kind={block.kind} />
          {t(`roster.kind.${block.kind}`)}
        </p>
        <h2>{block.line?.name ?? t('roster.outside')}</h2>
        <p className={styles['when']}>
          {dayInWords(block.day, 'full')} · <span className="tabular">{hoursOf(block, territory.zone)}</span>
          <small>{t('roster.lasts', { time: minutesInWords(lasts) })}</small>
        </p>
        <p className={styles['sum']} data-state={block.state}>
          <StateIcon state={block.state} />
          {wordsOf(block, t)}
        </p>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={close}
        aria-label={t('close')}
        data-testid="slot-close">
        <IconX size={18} />
      </ActionIcon>
    </header>
  );
}

interface DutyCardProps {
  duty: DutyDto;
  roster: RosterDto;
  choose: (intent: Intent) => void;
  children: ReactNode;
}

function DutyCard({ duty, roster, choose, children }: DutyCardProps) {
  const t = useText();
  const { session, territory } = useHere();
  const now = useMinute();
  const conflicts = roster.conflicts.filter((one) => one.duty === duty.id);
  const running = Date.parse(duty.from) <= now && now < Date.parse(duty.until);
  return (
    <div className={styles['card']} data-testid="duty" data-duty={duty.id}>
      <p className={styles['name']}>
        <strong className="strong">{duty.readerName}</strong>
        {running && <small data-tone="now">{t('roster.running')}</small>}
        {duty.over && <small>{t('roster.over')}</small>}
      </p>
      <p className="tabular">{hoursOf(duty, territory.zone)}</p>
      {duty.inPlaceOf !== null && <p className="dim">⇄ {t('roster.inPlace')}</p>}
      {conflicts.map((one) => (
        <p key={one.kind} className={styles['conflict']}>
          <StateIcon state="partial" />
          {t('roster.conflict')} : {one.text}
        </p>
      ))}
      {children !== false && children !== undefined ? (
        children
      ) : (
        <div className={styles['buttons']}>
          {dutyActs(duty, session, now).map((act) => (
            <Button
              key={act}
              size="compact-sm"
              variant={act === 'take-over' ? 'filled' : 'default'}
              onClick={() => choose({ act, duty })}
              data-testid={`act-${act}`}>
              {t(`roster.act.${act}`)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function Provider({ slot }: { slot: SlotDto }) {
  const t = useText();
  const provider = providerOf(slot);
  if (provider === null) return null;
  return (
    <p className={styles['provider']} data-testid="slot-provider">
      <StateIcon state="external" />
      {slot.provider === null
        ? t('roster.byContract', { provider })
        : t('roster.byAct', { provider, reason: slot.providerReason ?? '–' })}
    </p>
  );
}

interface SlotButtonsProps {
  slot: SlotDto;
  duties: readonly DutyDto[];
  intent: Intent | null;
  choose: (intent: Intent) => void;
  children: ReactNode;
}

function SlotButtons({ slot, duties, intent, choose, children }: SlotButtonsProps) {
  const t = useText();
  const { session, territory } = useHere();
  const now = useMinute();
  const acts = slotActs(slot, duties, session, territory.externalProviders, now);
  if (acts.length === 0) return null;
  if (intent?.duty === null) return <section>{children}</section>;
  return (
    <section className={styles['buttons']}>
      {acts.map((act, index) => (
        <Button
          key={act}
          variant={index === 0 && slot.gaps.length > 0 ? 'filled' : 'default'}
          onClick={() => choose({ act, duty: null })}
          data-testid={`act-${act}`}>
          {t(`roster.act.${act}`)}
        </Button>
      ))}
    </section>
  );
}
