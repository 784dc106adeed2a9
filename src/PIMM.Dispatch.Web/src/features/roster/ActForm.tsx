import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import { lengthMax } from '../../contracts/limits';
import type { AbsenceDto, DutyDto, RosterDto } from '../../contracts/roster';
import type { ReaderDto } from '../../contracts/wire';
import { cancelDuty, giveSlots, putOnDuty, takeOverDuty, takeSlotsBack } from '../../api/roster';
import { useLinkView } from '../../hub/LinkScope';
import { pageClock } from '../../hub/pageClock';
import { clockTime } from '../../ui/times';
import { Refusal } from '../../ui/Refusal';
import { toast } from '../../ui/toast';
import { useHere } from '../session/useSession';
import { overlaps } from './grid';
import type { Block } from './grid';
import type { Intent } from './SlotDrawer';
import { useRosterSending } from './useRoster';
import styles from './SlotDrawer.module.css';

interface ActFormProps {
  intent: Intent;
  block: Block;
  roster: RosterDto;
  close: () => void;
}

interface Answers {
  readonly reader: string | null;
  readonly provider: string | null;
  readonly reason: string;
}

/** What an act still has to know: who, to whom, why. A refusal stays here in the server's words. */
export function ActForm({ intent, block, roster, close }: ActFormProps) {
  const t = useText();
  const { session, territory } = useHere();
  const { busy, refusal, send } = useRosterSending();
  const { act, duty } = intent;
  const choosesReader = act === 'put' || act === 'take-over-by';
  const reasoned = act !== 'put' && act !== 'put-me';
  const [answers, setAnswers] = useState<Answers>({
    reader: choosesReader ? null : session.reader,
    provider: territory.externalProviders[0] ?? null,
    reason: '',
  });
  // A start that is now stays the same while the same act is tried again.
  const [openedAt] = useState(() => pageClock.now());
  const set = (part: Partial<Answers>) => setAnswers((before) => ({ ...before, ...part }));
  const complete =
    (!reasoned || answers.reason.trim() !== '') &&
    (!choosesReader || answers.reader !== null) &&
    (act !== 'give' || answers.provider !== null);
  const submit = async () => {
    const { done } = await send((key) => sendAct(territory.id, intent, block, answers, openedAt, key));
    if (!done) return;
    toast('done', t(`roster.done.${act}`));
    close();
  };
  return (
    <form
      className={styles['form']}
      data-testid={`roster-form-${act}`}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}>
      <Lead intent={intent} />
      {choosesReader && (
        <ReaderField
          block={block}
          roster={roster}
          duty={duty}
          value={answers.reader}
          change={(reader) => set({ reader })}
        />
      )}
      {act === 'give' && (
        <Select
          label={t('roster.form.provider')}
          data={[...territory.externalProviders]}
          value={answers.provider}
          onChange={(provider) => set({ provider })}
          data-testid="form-provider"
        />
      )}
      {reasoned && <ReasonField value={answers.reason} change={(reason) => set({ reason })} />}
      <Refusal text={refusal} />
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="gray" onClick={close}>
          {t('cancelButton')}
        </Button>
        <Button type="submit" loading={busy} disabled={!complete} data-testid="form-submit">
          {t(`roster.act.${act}`)}
        </Button>
      </Group>
    </form>
  );
}

function ReasonField({ value, change }: { value: string; change: (reason: string) => void }) {
  const t = useText();
  return (
    <TextInput
      label={t('roster.form.reason')}
      description={t('roster.form.needed')}
      value={value}
      maxLength={lengthMax.short}
      data-autofocus
      onChange={(event) => change(event.currentTarget.value)}
      data-testid="form-reason"
    />
  );
}

function Lead({ intent: { act, duty } }: { intent: Intent }) {
  const t = useText();
  const { territory } = useHere();
  if (duty === null) return null;
  if (act === 'take-over')
    return <p>{t('roster.form.takeOverLead', { time: clockTime(duty.until, territory.zone) })}</p>;
  return act === 'end' ? <p>{t('roster.form.endLead', { name: duty.readerName })}</p> : null;
}

function sendAct(
  territory: string,
  { act, duty }: Intent,
  block: Block,
  { reader, provider, reason }: Answers,
  openedAt: number,
  key: string,
): Promise<void> {
  const why = reason.trim();
  switch (act) {
    case 'put':
    case 'put-me': {
      const running = Date.parse(block.from) < openedAt;
      const from = running ? new Date(openedAt).toISOString() : null;
      return putOnDuty(
        territory,
        { reader: reader ?? '', line: null, until: null, from, slot: block.id },
        key,
      );
    }
    case 'give':
      return giveSlots(territory, { provider: provider ?? '', slots: [block.id], reason: why }, key);
    case 'take-back':
      return takeSlotsBack(territory, { slots: [block.id], reason: why }, key);
    case 'take-over':
    case 'take-over-by':
      return takeOverDuty(territory, duty?.id ?? '', { reason: why, reader }, key);
    case 'end':
    case 'cancel':
      return cancelDuty(territory, duty?.id ?? '', why, key);
  }
}

interface ReaderFieldProps {
  block: Block;
  roster: RosterDto;
  duty: DutyDto | null;
  value: string | null;
  change: (reader: string | null) => void;
}

function ReaderField({ block, roster, duty, value, change }: ReaderFieldProps) {
  const t = useText();
  const { feed } = useLinkView();
  const readers = [...feed.readers.values()]
    .filter((one) => one.id !== duty?.reader)
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  const hints = (one: ReaderDto) => [
    ...(taken(one, block, roster.absences) ? [t('roster.form.onLeave')] : []),
    ...(taken(one, block, roster.duties) ? [t('roster.form.onDutyThen')] : []),
  ];
  return (
    <Select
      label={t('roster.form.reader')}
      value={value}
      searchable
      data-autofocus
      data-testid="form-reader"
      data={readers.map((one) => ({ value: one.id, label: [one.name, ...hints(one)].join(' · ') }))}
      onChange={change}
    />
  );
}

/** Said before the server refuses it; the choice stays the coordinator's. */
function taken(one: ReaderDto, block: Block, spans: readonly (AbsenceDto | DutyDto)[]): boolean {
  return spans.some((span) => span.reader === one.id && overlaps(span, block));
}
