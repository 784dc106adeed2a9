import { ActionIcon, Button, Indicator, Popover, Select, Slider } from '@mantine/core';
import { IconBell, IconBellOff, IconCalendarWeek, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { NoticeDto } from '../../contracts/wire';
import { useLink, useLinkView } from '../../hub/LinkScope';
import { clockTime } from '../../ui/times';
import { UrgencyMark } from '../../ui/Urgency';
import { useHere } from '../session/useSession';
import { changeSound, enableSound, useAlerting } from './alerting';
import styles from './Bell.module.css';
import { conditionsOf } from './conditions';
import type { Condition } from './conditions';
import { play } from './player';
import { soundIds, tonesOf } from './sounds';

/** The bell with its count; opened, the notices and how they sound. */
export function Bell({ open }: { open: (notice: NoticeDto) => void }) {
  const t = useText();
  const { feed } = useLinkView();
  const { settings } = useAlerting();
  const count = conditionsOf(feed.notices.values()).length;
  return (
    <Popover position="bottom-end" width={400} withinPortal trapFocus>
      <Popover.Target>
        <Indicator label={count} disabled={count === 0} size={18} color="red" offset={5} inline>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('top.bellCount', { count })}
            data-testid="bell"
            data-count={count}
            className={styles['bell']}>
            {settings.muted ? <IconBellOff size={20} /> : <IconBell size={20} />}
          </ActionIcon>
        </Indicator>
      </Popover.Target>
      <Popover.Dropdown p={0} className={styles['drop']}>
        <NoticeList open={open} />
        <SoundPanel />
      </Popover.Dropdown>
    </Popover>
  );
}

function NoticeList({ open }: { open: (notice: NoticeDto) => void }) {
  const t = useText();
  const link = useLink();
  const { feed } = useLinkView();
  const notices = [...feed.notices.values()];
  return (
    <section aria-label={t('notices.title')}>
      <header className={styles['head']}>
        <h2>{t('notices.title')}</h2>
        {notices.length > 1 && (
          <Button
            variant="subtle"
            size="compact-sm"
            data-testid="notices-acknowledge-all"
            onClick={() => notices.forEach((one) => void link.acknowledge(one.id))}>
            {t('notices.acknowledgeAll')}
          </Button>
        )}
      </header>
      {notices.length === 0 && <p className={styles['none']}>{t('notices.none')}</p>}
      <ul className={styles['list']}>
        {conditionsOf(notices).map((one) => (
          <ConditionLine key={one.key} condition={one} open={open} />
        ))}
      </ul>
      {notices.length > 0 && <p className={styles['hint']}>{t('notices.ackIsNotTake')}</p>}
    </section>
  );
}

/** One cause is one line, however many cases it has; opened, it shows the most pressing of them. */
function ConditionLine({ condition, open }: { condition: Condition; open: (notice: NoticeDto) => void }) {
  const t = useText();
  const { territory } = useHere();
  const link = useLink();
  const first = condition.notices[0];
  if (first === undefined) return null;
  return (
    <li
      data-testid="notice"
      data-kind={first.kind}
      data-case={first.caseId}
      data-count={condition.notices.length}>
      {first.urgency === null ? (
        <IconCalendarWeek size={20} aria-hidden />
      ) : (
        <UrgencyMark urgency={first.urgency} />
      )}
      <button type="button" onClick={() => open(first)} data-testid="notice-open">
        {condition.shared === null
          ? first.text
          : t(`notices.shared.${condition.shared}`, { count: condition.notices.length })}
        <small className="dim tabular">{clockTime(first.at, territory.zone)}</small>
      </button>
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => condition.notices.forEach((one) => void link.acknowledge(one.id))}
        data-testid="notice-acknowledge">
        {t('notices.acknowledge')}
      </Button>
    </li>
  );
}

function SoundPanel() {
  const t = useText();
  const { settings } = useAlerting();
  const test = (sound: Parameters<typeof tonesOf>[0]) => {
    void enableSound().then(() => play(tonesOf(sound), settings.volume));
  };
  return (
    <section className={styles['sound']} aria-label={t('notices.sound')}>
      <div className={styles['line']}>
        <Select
          aria-label={t('notices.soundChoice')}
          size="xs"
          value={settings.sound}
          data-testid="sound-choice"
          data={soundIds.map((one) => ({ value: one, label: t(`notices.${one}`) }))}
          comboboxProps={{ withinPortal: false }}
          onChange={(value) => {
            const sound = soundIds.find((one) => one === value);
            if (sound !== undefined) changeSound({ sound });
          }}
        />
        <Slider
          aria-label={t('notices.volume')}
          value={Math.round(settings.volume * 100)}
          flex={1}
          size="sm"
          label={null}
          onChange={(value) => changeSound({ volume: value / 100 })}
          thumbLabel={t('notices.volume')}
        />
      </div>
      <div className={styles['line']}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => test(settings.sound)}
          data-testid="sound-test">
          {t('notices.test')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => test('vital')}
          data-testid="sound-test-vital">
          {t('notices.testVital')}
        </Button>
        <Button
          size="compact-sm"
          variant={settings.muted ? 'filled' : 'default'}
          data-testid="sound-mute"
          leftSection={settings.muted ? <IconVolume size={14} /> : <IconVolumeOff size={14} />}
          onClick={() => changeSound({ muted: !settings.muted })}>
          {settings.muted ? t('notices.unmute') : t('notices.mute')}
        </Button>
      </div>
      <DesktopPermission />
    </section>
  );
}

function DesktopPermission() {
  const t = useText();
  const [permission, setPermission] = useState(
    typeof Notification === 'undefined' ? 'denied' : Notification.permission,
  );
  return (
    <div className={styles['line']}>
      <span className="dim">{t('notices.desktop')}</span>
      {permission === 'granted' && <span>{t('notices.desktopOn')}</span>}
      {permission === 'denied' && <span>{t('notices.desktopDenied')}</span>}
      {permission === 'default' && (
        <Button
          size="compact-sm"
          variant="default"
          data-testid="desktop-ask"
          onClick={() => void Notification.requestPermission().then(setPermission)}>
          {t('notices.desktopAsk')}
        </Button>
      )}
    </div>
  );
}
