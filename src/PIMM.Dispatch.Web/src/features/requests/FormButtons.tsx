import { TextInput } from '@mantine/core';
import { useText } from '../../texts/TextScope';
import { lengthMax } from '../../contracts/limits';
import { minutesInWords } from '../../ui/times';
import { urgencyOrder, urgencyShape } from '../../ui/Urgency';
import { useHere } from '../session/useSession';
import styles from './NewRequest.module.css';
import type { FormPart } from './NewRequestPage';
import { favourites } from './requestForm';

const minuteMilliseconds = 60_000;

/** Four big buttons, each with the words that decide. */
export function UrgencyButtons({ draft, set, fault }: FormPart) {
  const t = useText();
  const { territory } = useHere();
  const target = (id: string) => territory.urgencies.find((one) => one.id === id)?.targetMinutes;
  return (
    <fieldset className={styles['block']} data-wide>
      <legend>{t('requestForm.urgency')}</legend>
      <div className={styles['urgencies']} role="radiogroup" aria-label={t('requestForm.urgency')}>
        {urgencyOrder.map((one) => {
          const minutes = target(one);
          return (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={draft.urgency === one}
              data-urgency={one}
              onClick={() => set({ urgency: one })}
              data-testid={`request-urgency-${one}`}>
              <strong>
                <i aria-hidden>{urgencyShape[one]}</i> {t(`urgency.${one}.letter`)} ·{' '}
                {t(`urgency.${one}.label`)}
              </strong>
              <span>{t(`urgency.${one}.plain`)}</span>
              {minutes !== undefined && (
                <small>
                  {t('requestForm.target', { minutes: minutesInWords(minutes * minuteMilliseconds) })}
                </small>
              )}
            </button>
          );
        })}
      </div>
      <Fault text={fault('urgency')} />
    </fieldset>
  );
}

export function ExamButtons({ draft, set, fault }: FormPart) {
  const t = useText();
  return (
    <fieldset className={styles['block']} data-wide>
      <legend>{t('requestForm.exam')}</legend>
      <div className={styles['exams']} role="radiogroup" aria-label={t('requestForm.exam')}>
        {favourites.map((one) => (
          <button
            key={one.id}
            type="button"
            role="radio"
            aria-checked={draft.exam === one.id}
            onClick={() => set({ exam: one.id })}
            data-testid={`request-exam-${one.id}`}>
            {t(`requestForm.exams.${one.id}`)}
          </button>
        ))}
      </div>
      {draft.exam === 'other' && (
        <TextInput
          label={t('requestForm.description')}
          value={draft.description}
          data-testid="request-description"
          maxLength={lengthMax.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
      )}
      <Fault text={fault('exam')} />
    </fieldset>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  label: string;
  value: T | '';
  options: readonly (readonly [T, string])[];
  change: (value: T | '') => void;
}

/** A few short answers; a second tap takes the answer back, because unknown is an answer too. */
export function Choice<T extends string>({ name, label, value, options, change }: ChoiceProps<T>) {
  return (
    <div className={styles['choice']}>
      <span id={`choice-${name}`}>{label}</span>
      <div role="group" aria-labelledby={`choice-${name}`}>
        {options.map(([one, text]) => (
          <button
            key={one}
            type="button"
            aria-pressed={value === one}
            onClick={() => change(value === one ? '' : one)}
            data-testid={`request-${name}-${one}`}>
            {text}
          </button>
        ))}
      </div>
    </div>
  );
}

function Fault({ text }: { text: string | null }) {
  return text === null ? null : <p className={styles['fault']}>{text}</p>;
}
