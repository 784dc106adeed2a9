import { Button, Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import type { PartBody, PartDto } from '../../contracts/parts';
import type { CaseDto } from '../../contracts/wire';
import { useLinkView } from '../../hub/LinkScope';
import { useText } from '../../texts/TextScope';
import { useHere } from '../session/useSession';
import styles from './Parts.module.css';
import { mayShare, partsRead, proposedParts } from './parts';
import { useAct } from './useAct';

/** One exam read by several: who has which part, and the way to share it. */
export function Parts({ one }: { one: CaseDto }) {
  const t = useText();
  const { session, territory } = useHere();
  const [sharing, setSharing] = useState(false);
  if (one.partOf != null) {
    const { number, of, label } = one.partOf;
    return (
      <p className={styles['part']} data-testid="part-of">
        {t('parts.partOf', { number, of, label })}
      </p>
    );
  }
  const sharer = mayShare(one, { reader: session.reader, roles: session.roles });
  const proposed = sharer ? proposedParts(one, territory) : [];
  const count = partsRead(one);
  if (count === null && proposed.length === 0) return null;
  return (
    <section className={styles['parts']} aria-label={t('parts.title')} data-testid="parts">
      {count !== null && (
        <>
          <p className={styles['lead']}>{t('parts.count', count)}</p>
          <ul>
            {one.parts
              .filter((part) => part.status !== 'taken-back')
              .map((part) => (
                <Part key={part.id} one={one} part={part} sharer={sharer} />
              ))}
          </ul>
        </>
      )}
      {proposed.length > 0 && !sharing && (
        <Button
          variant="default"
          size="compact-md"
          onClick={() => setSharing(true)}
          data-testid="parts-share">
          {t('action.split')}
        </Button>
      )}
      {sharing && <ShareForm one={one} proposed={proposed} close={() => setSharing(false)} />}
    </section>
  );
}

/** Who has it stands with the part itself, which is a case of the same list. */
function Part({ one, part, sharer }: { one: CaseDto; part: PartDto; sharer: boolean }) {
  const t = useText();
  const act = useAct();
  const { feed } = useLinkView();
  const item = feed.cases.get(part.id);
  const reader = part.reader ?? item?.reader ?? null;
  const name = reader === null ? null : (feed.readers.get(reader)?.name ?? reader);
  const status = part.status === 'read' ? t('parts.read') : t(`status.${item?.status ?? 'to-read'}`);
  return (
    <li data-status={part.status} data-testid="part">
      <div className={styles['what']}>
        <strong>{part.label}</strong>
        <span className="dim">{[status, name].filter((word) => word !== null).join(' · ')}</span>
        {part.text != null && <p className={styles['text']}>{part.text}</p>}
      </div>
      {sharer && part.status === 'open' && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${t('action.take-back-part')} : ${part.label}`}
          onClick={() => void act(one, 'take-back-part', { part: part.id })}
          data-testid="part-take-back">
          {t('action.take-back-part')}
        </Button>
      )}
    </li>
  );
}

interface ShareFormProps {
  one: CaseDto;
  proposed: readonly PartBody[];
  close: () => void;
}

function ShareForm({ one, proposed, close }: ShareFormProps) {
  const t = useText();
  const act = useAct();
  const [chosen, setChosen] = useState<readonly string[]>(() => proposed.map((part) => part.label));
  const [busy, setBusy] = useState(false);
  const parts = proposed.filter((part) => chosen.includes(part.label));
  const describe = (part: PartBody) =>
    [part.label, t(`specialty.${part.specialty}`), t('action.minutes', { count: part.expectedMinutes })].join(
      ' · ',
    );
  const submit = async () => {
    setBusy(true);
    const done = await act(one, 'split', { parts });
    setBusy(false);
    if (done) close();
  };
  return (
    <form
      className={styles['form']}
      data-testid="parts-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}>
      <Checkbox.Group value={[...chosen]} onChange={setChosen} label={t('parts.choose')}>
        <div className={styles['choices']}>
          {proposed.map((part) => (
            <Checkbox key={part.label} value={part.label} label={describe(part)} />
          ))}
        </div>
      </Checkbox.Group>
      <p className="dim">{t('parts.rest')}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="gray" onClick={close}>
          {t('cancelButton')}
        </Button>
        <Button type="submit" loading={busy} disabled={parts.length === 0} data-testid="parts-submit">
          {t('action.split')}
        </Button>
      </Group>
    </form>
  );
}
