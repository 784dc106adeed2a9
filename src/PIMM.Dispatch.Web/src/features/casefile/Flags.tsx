import { Button, Group, TextInput } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useState } from 'react';
import type { FlagDto } from '../../contracts/flags';
import { lengthMax } from '../../contracts/limits';
import type { CaseDto } from '../../contracts/wire';
import { useText } from '../../texts/TextScope';
import { clockTime } from '../../ui/times';
import { useHere } from '../session/useSession';
import { mayLift } from './actions';
import styles from './Flags.module.css';
import { useAct } from './useAct';

/** What systems outside say about the case, who says it, and the physician's last word on it. */
export function Flags({ one }: { one: CaseDto }) {
  const t = useText();
  const { session } = useHere();
  if (one.flags.length === 0) return null;
  const liftable = mayLift(one, { reader: session.reader, roles: session.roles });
  return (
    <section className={styles['flags']} aria-label={t('flag.title')} data-testid="flags">
      <p className={styles['lead']}>{t('flag.lead')}</p>
      <ul>
        {one.flags.map((flag) => (
          <Flag key={`${flag.source} ${flag.code}`} one={one} flag={flag} liftable={liftable} />
        ))}
      </ul>
    </section>
  );
}

function Flag({ one, flag, liftable }: { one: CaseDto; flag: FlagDto; liftable: boolean }) {
  const t = useText();
  const { territory } = useHere();
  const [lifting, setLifting] = useState(false);
  return (
    <li data-code={flag.code}>
      <div className={styles['line']}>
        <IconFlag size={16} aria-hidden />
        <div className={styles['what']}>
          <strong>{flag.label}</strong>
          <span className="dim">
            {t('flag.said', { source: flag.source, time: clockTime(flag.at, territory.zone) })}
          </span>
          {flag.text != null && <span>{flag.text}</span>}
        </div>
        {liftable && !lifting && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setLifting(true)}
            aria-label={t('action.lift-flag')}
            data-testid="flag-lift">
            {t('flag.lift')}
          </Button>
        )}
      </div>
      {lifting && <LiftForm one={one} flag={flag} close={() => setLifting(false)} />}
    </li>
  );
}

function LiftForm({ one, flag, close }: { one: CaseDto; flag: FlagDto; close: () => void }) {
  const t = useText();
  const act = useAct();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    const body = { source: flag.source, code: flag.code, reason: reason.trim() };
    const done = await act(one, 'lift-flag', body);
    setBusy(false);
    if (done) close();
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}>
      <TextInput
        label={t('flag.why')}
        placeholder={t('flag.whyHint')}
        value={reason}
        maxLength={lengthMax.short}
        data-autofocus
        data-testid="flag-reason"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="gray" onClick={close}>
          {t('cancelButton')}
        </Button>
        <Button type="submit" loading={busy} disabled={reason.trim() === ''} data-testid="flag-submit">
          {t('action.lift-flag')}
        </Button>
      </Group>
    </form>
  );
}
