import { ActionIcon, Button, NumberInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { ForecastDto, SlotForecastDto } from '../../contracts/forecasts';
import { inFrench } from '../../ui/numbers';
import { dayInWords } from '../../ui/times';
import { useMinute } from '../../ui/useNow';
import { Waiting } from '../../ui/Waiting';
import { useHere } from '../session/useSession';
import { forecastSpan, goalPercent, outlookOf, shortWeeks, slotsAhead } from './forecast';
import { hoursOf } from './SlotBlock';
import styles from './Forecast.module.css';
import { useForecast } from './useRoster';
import type { RosterView } from './useRoster';

/** What each duty of the week has to expect, and what one reader more or fewer would do. */
export function ForecastPanel({ view, close }: { view: RosterView; close: () => void }) {
  const t = useText();
  const { days, today } = view;
  const [assumed, setAssumed] = useState<number | null>(null);
  const span = forecastSpan(days, today);
  const { data, isError, refetch } = useForecast(days, today, assumed);
  return (
    <section className={styles['forecast']} aria-label={t('roster.forecast')} data-testid="forecast">
      <header>
        <h2>{t('roster.forecast')}</h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={close}
          aria-label={t('close')}
          data-testid="forecast-close">
          <IconX size={18} />
        </ActionIcon>
      </header>
      {typeof span === 'string' ? (
        <p className="dim">{t(`forecast.${span}`)}</p>
      ) : data === undefined ? (
        isError ? (
          <div role="alert" className={styles['failed']}>
            <p>{t('forecast.failed')}</p>
            <Button variant="default" onClick={() => void refetch()}>
              {t('roster.retry')}
            </Button>
          </div>
        ) : (
          <Waiting />
        )
      ) : (
        <Content forecast={data} assume={setAssumed} />
      )}
    </section>
  );
}

interface ContentProps {
  forecast: ForecastDto;
  assume: (perHour: number | null) => void;
}

function Content({ forecast, assume }: ContentProps) {
  const t = useText();
  const slots = slotsAhead(forecast.slots, useMinute());
  return (
    <>
      <Basis forecast={forecast} />
      {forecast.basis !== 'history' && <Assumption forecast={forecast} assume={assume} />}
      {forecast.basis !== 'none' && slots.length === 0 && <p className="dim">{t('forecast.noSlot')}</p>}
      <ol className={styles['slots']}>
        {slots.map((one) => (
          <SlotCard key={one.slot} one={one} computing={forecast.pending > 0} />
        ))}
      </ol>
      {slots.length > 0 && <p className={styles['method']}>{t('forecast.method')}</p>}
    </>
  );
}

/** On what it stands: a territory's own weeks, a guess, or nothing. */
function Basis({ forecast }: { forecast: ForecastDto }) {
  const t = useText();
  const weeks = inFrench(forecast.weeksSeen);
  return (
    <p className={styles['basis']} data-basis={forecast.basis} data-testid="forecast-basis">
      {forecast.basis === 'history' && t('forecast.history', { weeks, cases: inFrench(forecast.casesSeen) })}
      {forecast.basis === 'history' && forecast.weeksSeen < shortWeeks && ` ${t('forecast.short')}`}
      {forecast.basis === 'none' && t('forecast.none', { weeks, min: forecast.weeksMin })}
      {forecast.basis === 'assumption' &&
        t('forecast.assumed', { perHour: inFrench(forecast.assumedPerHour ?? 0) })}
    </p>
  );
}

const assumedMin = 0.5;
const assumedMax = 50;

function Assumption({ forecast, assume }: ContentProps) {
  const t = useText();
  const [perHour, setPerHour] = useState<number | string>(forecast.assumedPerHour ?? '');
  return (
    <form
      className={styles['assume']}
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof perHour === 'number') assume(perHour);
      }}>
      <NumberInput
        size="xs"
        label={t('forecast.assume')}
        value={perHour}
        min={assumedMin}
        max={assumedMax}
        step={0.5}
        decimalScale={1}
        decimalSeparator=","
        onChange={setPerHour}
        data-testid="forecast-assumed"
      />
      <Button
        size="xs"
        type="submit"
        variant="default"
        disabled={typeof perHour !== 'number'}
        data-testid="forecast-assume">
        {t('forecast.estimate')}
      </Button>
    </form>
  );
}

function SlotCard({ one, computing }: { one: SlotForecastDto; computing: boolean }) {
  const t = useText();
  const { territory } = useHere();
  const outlook = outlookOf(one);
  return (
    <li className={styles['slot']} data-tone={outlook.tone} data-testid="forecast-slot" data-slot={one.slot}>
      <h3>
        {dayInWords(one.day, 'full')} <span className="tabular">{hoursOf(one, territory.zone)}</span>
      </h3>
      <p className="dim">{one.lineName}</p>
      <p>
        <strong className="strong tabular">
          {t('forecast.expected', { count: Math.round(one.expected) })}
        </strong>{' '}
        <span className="dim tabular">{t('forecast.range', { low: one.low, high: one.high })}</span>
      </p>
      {outlook.tone === 'unknown' ? (
        <p className="dim">{t(computing ? 'forecast.pending' : 'forecast.unavailable')}</p>
      ) : (
        <Staffing one={one} />
      )}
    </li>
  );
}

function Staffing({ one }: { one: SlotForecastDto }) {
  const t = useText();
  const { planned, more, fewer, tone } = outlookOf(one);
  const percent = (value: number) => `${inFrench(Math.round(value))} %`;
  const others = [
    more === null ? null : t('forecast.more', { percent: percent(more.under45) }),
    fewer === null ? null : t('forecast.fewer', { percent: percent(fewer.under45) }),
  ].filter((text) => text !== null);
  return (
    <>
      <p className={styles['planned']} data-tone={tone}>
        <span aria-hidden>{tone === 'good' ? '✓' : '▲'}</span>
        {planned === null
          ? t('forecast.nobody')
          : t('forecast.planned', { count: one.planned, percent: percent(planned.under45) })}
      </p>
      {others.length > 0 && <p className="tabular">{others.join(' · ')}</p>}
      <p className={styles['needed']}>
        {one.needed95 === null
          ? t('forecast.notEnough')
          : t('forecast.needed', { usual: one.needed95, high: one.needed98 ?? '?' })}
      </p>
      <Bars one={one} />
    </>
  );
}

/** Each number of readers that was tried, and the share that it keeps. */
function Bars({ one }: { one: SlotForecastDto }) {
  const t = useText();
  return (
    <ul className={styles['bars']} aria-label={t('forecast.bars')}>
      {one.trials.map((trial) => (
        <li key={trial.readers} data-planned={trial.readers === one.planned}>
          <span className="tabular">{trial.readers}</span>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
            <rect className={styles['track']} width="100" height="8" />
            <rect data-good={trial.under45 >= goalPercent} width={trial.under45} height="8" />
            <line x1={goalPercent} x2={goalPercent} y1="0" y2="8" />
          </svg>
          <span className="tabular">{inFrench(Math.round(trial.under45))} %</span>
        </li>
      ))}
    </ul>
  );
}
