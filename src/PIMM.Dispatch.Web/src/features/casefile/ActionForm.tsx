import { Button, Group, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { ActionId, CaseActionBody, CaseDto } from '../../contracts/wire';
import { lengthMax } from '../../contracts/limits';
import { useLinkView } from '../../hub/LinkScope';
import { pageClock } from '../../hub/pageClock';
import { urgencyOrder } from '../../ui/Urgency';
import { useHere } from '../session/useSession';
import { regionIds, specialtyIds } from '../worklist/filters';
import { isReasoned, reasonCodes } from './actions';
import styles from './CasePanel.module.css';
import { useAct } from './useAct';

/** After how many minutes a held case comes back. */
const holdMinutes = [10, 30, 60] as const;
const minuteMilliseconds = 60_000;

interface ActionFormProps {
  one: CaseDto;
  action: ActionId;
  close: () => void;
}

/** What an action still has to know: why, until when, to whom, or which text. */
export function ActionForm({ one, action, close }: ActionFormProps) {
  const t = useText();
  const act = useAct();
  const [body, setBody] = useState<CaseActionBody>(() => startOf(one, action));
  const [holdFor, setHoldFor] = useState<number>(holdMinutes[0]);
  const [busy, setBusy] = useState(false);
  const set = (part: CaseActionBody) => setBody((before) => ({ ...before, ...part }));
  const submit = async () => {
    setBusy(true);
    const until = new Date(pageClock.now() + holdFor * minuteMilliseconds).toISOString();
    const done = await act(one, action, action === 'hold' ? { ...body, until } : body);
    setBusy(false);
    if (done) close();
  };
  return (
    <form
      className={styles['form']}
      data-testid={`form-${action}`}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}>
      {action === 'protocol' && <ProtocolField body={body} set={set} />}
      {action === 'urgency' && <UrgencyFields body={body} set={set} />}
      {action === 'reassign' && <ReaderField body={body} set={set} />}
      {action === 'externalise' && <ProviderField body={body} set={set} />}
      {action === 'hold' && (
        <SegmentedControl
          value={String(holdFor)}
          onChange={(value) => setHoldFor(Number(value))}
          aria-label={t('action.holdFor')}
          data={holdMinutes.map((count) => ({ value: String(count), label: t('action.minutes', { count }) }))}
        />
      )}
      {isReasoned(action) && <ReasonFields action={action} body={body} set={set} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="gray" onClick={close}>
          {t('cancelButton')}
        </Button>
        <Button type="submit" loading={busy} disabled={!isComplete(action, body)} data-testid="form-submit">
          {t(`action.${action}`)}
        </Button>
      </Group>
    </form>
  );
}

function startOf(one: CaseDto, action: ActionId): CaseActionBody {
  if (action === 'protocol') return { text: one.protocol ?? '' };
  const reason = isReasoned(action) ? { reason: reasonCodes[action][0] } : {};
  if (action !== 'urgency') return reason;
  return { ...reason, urgency: one.urgency, specialty: one.specialty, region: one.region };
}

function isComplete(action: ActionId, body: CaseActionBody): boolean {
  if (action === 'protocol') return (body.text ?? '').trim() !== '';
  if (action === 'reassign') return body.reader !== undefined;
  if (action === 'externalise') return body.provider !== undefined;
  return true;
}

interface FieldProps {
  body: CaseActionBody;
  set: (part: CaseActionBody) => void;
}

/** Why, from the list of the action, and in one's own words. */
export function ReasonFields({ action, body, set }: FieldProps & { action: keyof typeof reasonCodes }) {
  const t = useText();
  return (
    <>
      <Select
        label={t('action.why')}
        value={body.reason ?? null}
        data-testid="form-reason"
        data={reasonCodes[action].map((code) => ({ value: code, label: t(`reason.${code}`) }))}
        onChange={(reason) => reason !== null && set({ reason })}
      />
      <TextInput
        label={t('action.comment')}
        value={body.text ?? ''}
        data-testid="form-comment"
        maxLength={lengthMax.short}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
    </>
  );
}

function ProtocolField({ body, set }: FieldProps) {
  const t = useText();
  return (
    <>
      <Textarea
        label={t('protocolForm.label')}
        placeholder={t('protocolForm.placeholder')}
        autosize
        minRows={2}
        maxRows={8}
        value={body.text ?? ''}
        onChange={(event) => set({ text: event.currentTarget.value })}
        data-testid="form-protocol"
        maxLength={lengthMax.note}
      />
      <div className={styles['line']}>
        {(['plain', 'contrast', 'stroke'] as const).map((name) => (
          <Button
            key={name}
            size="compact-xs"
            variant="default"
            data-testid={`protocol-${name}`}
            onClick={() => set({ text: t(`protocolForm.${name}Text`) })}>
            {t(`protocolForm.${name}`)}
          </Button>
        ))}
      </div>
    </>
  );
}

function UrgencyFields({ body, set }: FieldProps) {
  const t = useText();
  return (
    <>
      <SegmentedControl
        value={body.urgency ?? 'urgent'}
        aria-label={t('case.urgency')}
        data-testid="form-urgency"
        data={urgencyOrder.map((one) => ({ value: one, label: t(`urgency.${one}.letter`) }))}
        onChange={(value) => set({ urgency: urgencyOrder.find((one) => one === value) ?? 'urgent' })}
      />
      <Select
        label={t('case.specialty')}
        value={body.specialty ?? null}
        data-testid="form-specialty"
        data={specialtyIds.map((one) => ({ value: one, label: t(`specialty.${one}`) }))}
        onChange={(value) => set({ specialty: specialtyIds.find((one) => one === value) ?? 'general' })}
      />
      <Select
        label={t('case.region')}
        value={body.region ?? null}
        data-testid="form-region"
        data={regionIds.map((one) => ({ value: one, label: t(`region.${one}`) }))}
        onChange={(value) => set({ region: regionIds.find((one) => one === value) ?? 'other' })}
      />
    </>
  );
}

/** Those on duty first, the least loaded before the others. */
export function ReaderField({ body, set }: FieldProps) {
  const t = useText();
  const { feed } = useLinkView();
  const readers = [...feed.readers.values()].sort(
    (a, b) => Number(b.onDuty) - Number(a.onDuty) || a.loadMinutes - b.loadMinutes,
  );
  return (
    <Select
      label={t('action.to')}
      value={body.reader ?? null}
      searchable
      data-testid="form-reader"
      data={readers.map((one) => ({
        value: one.id,
        label: `${one.name} · ${t(`presence.${one.presence}`)} · ${one.loadMinutes} min`,
      }))}
      onChange={(reader) => reader !== null && set({ reader })}
    />
  );
}

function ProviderField({ body, set }: FieldProps) {
  const t = useText();
  const { territory } = useHere();
  return (
    <Select
      label={t('action.to')}
      value={body.provider ?? null}
      data={[...territory.externalProviders]}
      data-testid="form-provider"
      onChange={(provider) => provider !== null && set({ provider })}
    />
  );
}
