import { Button, Checkbox, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../texts/TextScope';
import { pageClock } from '../../hub/pageClock';
import { Refusal } from '../../ui/Refusal';
import { localDay } from '../../ui/times';
import { useHere } from '../session/useSession';
import { bodyOf, emptyForm, faultOf, policyIds, weightIds, weightMax } from './rehearsal';
import type { RehearsalForm as Form } from './rehearsal';
import styles from './Rehearsal.module.css';
import type { Rehearsals } from './useRehearsals';

const dayMilliseconds = 86_400_000;
const teams = ['fewer', 'unchanged', 'more', 'two-more', 'named'] as const;
const externals = ['unchanged', 'closed', 'open'] as const;

/** Where the answer stands on the page. */
export const answerId = 'reponse';

interface PartProps {
  form: Form;
  set: (part: Partial<Form>) => void;
}

/** Which night, and what differs in it. */
export function RehearsalForm({ all }: { all: Rehearsals }) {
  const t = useText();
  const { territory } = useHere();
  const [form, setForm] = useState<Form>(() =>
    emptyForm(localDay(pageClock.now() - dayMilliseconds, territory.zone)),
  );
  const set = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const fault = faultOf(form);
  const begin = async () => {
    const { done } = await all.begin(bodyOf(form, territory.zone));
    // On a phone the answer stands below the form.
    if (done) document.getElementById(answerId)?.scrollIntoView({ block: 'start' });
  };
  return (
    <form
      className={styles['form']}
      data-testid="rehearsal-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === null) void begin();
      }}>
      <NightField form={form} set={set} />
      <TeamField form={form} set={set} />
      <Choice
        name="policy"
        label={t('rehearsal.policy')}
        value={form.policy}
        among={['unchanged', ...policyIds] as const}
        say={(id) => t(`rehearsal.policies.${id}`)}
        choose={(policy) => set({ policy })}
      />
      {territory.externalProviders.length > 0 && (
        <Choice
          name="external"
          label={t('rehearsal.external')}
          value={form.external}
          among={externals}
          say={(id) => t(`rehearsal.externals.${id}`)}
          choose={(external) => set({ external })}
        />
      )}
      <WeightFields form={form} set={set} />
      {fault !== null && (
        <p className={styles['fault']} data-testid="rehearsal-fault">
          {t(fault === 'night' ? 'rehearsal.missingNight' : 'rehearsal.missingReaders')}
        </p>
      )}
      <Refusal text={all.refusal} />
      <Button type="submit" loading={all.busy} disabled={fault !== null} data-testid="rehearsal-play">
        {t('rehearsal.play')}
      </Button>
    </form>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  label: string;
  value: T;
  among: readonly T[];
  say: (id: T) => string;
  choose: (id: T) => void;
  children?: ReactNode;
}

function Choice<T extends string>({ name, label, value, among, say, choose, children }: ChoiceProps<T>) {
  return (
    <fieldset className={styles['field']}>
      <legend>{label}</legend>
      <SegmentedControl
        fullWidth
        size="xs"
        value={value}
        aria-label={label}
        data-testid={`rehearsal-${name}`}
        onChange={(text) => {
          const found = among.find((one) => one === text);
          if (found !== undefined) choose(found);
        }}
        data={among.map((id) => ({ value: id, label: say(id) }))}
      />
      {children}
    </fieldset>
  );
}

function NightField({ form, set }: PartProps) {
  const t = useText();
  return (
    <Choice
      name="night"
      label={t('rehearsal.night')}
      value={form.night}
      among={['last', 'chosen'] as const}
      say={(id) => t(`rehearsal.${id}`)}
      choose={(night) => set({ night })}>
      {form.night === 'last' ? (
        <p className={styles['hint']}>{t('rehearsal.lastHint')}</p>
      ) : (
        <div className={styles['span']}>
          <TextInput
            type="date"
            label={t('rehearsal.day')}
            value={form.day}
            onChange={(event) => set({ day: event.currentTarget.value })}
            data-testid="rehearsal-day"
          />
          {(['from', 'until'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              label={t(`rehearsal.${end}`)}
              value={form[end]}
              onChange={(event) => set({ [end]: event.currentTarget.value })}
              data-testid={`rehearsal-${end}`}
            />
          ))}
        </div>
      )}
    </Choice>
  );
}

function TeamField({ form, set }: PartProps) {
  const t = useText();
  const { territory } = useHere();
  return (
    <Choice
      name="team"
      label={t('rehearsal.team')}
      value={form.team}
      among={teams}
      say={(id) => t(`rehearsal.teams.${id}`)}
      choose={(team) => set({ team })}>
      <p className={styles['hint']}>{t(`rehearsal.teamHint.${form.team}`)}</p>
      {form.team === 'named' && (
        <Checkbox.Group
          value={[...form.readers]}
          aria-label={t('rehearsal.readers')}
          onChange={(readers) => set({ readers })}>
          <div className={styles['readers']}>
            {territory.readers.map((one) => (
              <Checkbox key={one.id} value={one.id} label={one.name} size="xs" />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </Choice>
  );
}

function WeightFields({ form, set }: PartProps) {
  const t = useText();
  const change = (id: (typeof weightIds)[number], value: number | string) => {
    const { [id]: _before, ...rest } = form.weights;
    set({ weights: typeof value === 'number' ? { ...rest, [id]: value } : rest });
  };
  return (
    <details className={styles['weights']}>
      <summary data-testid="rehearsal-weights">{t('rehearsal.weights')}</summary>
      <p className={styles['hint']}>{t('rehearsal.weightsHint')}</p>
      {weightIds.map((id) => (
        <NumberInput
          key={id}
          size="xs"
          label={t(`rehearsal.weight.${id}`)}
          value={form.weights[id] ?? ''}
          min={0}
          max={weightMax[id]}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          onChange={(value) => change(id, value)}
          data-testid={`rehearsal-${id}`}
        />
      ))}
    </details>
  );
}
