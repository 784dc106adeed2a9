import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { ReaderEquityDto } from '../../contracts/roster';
import { Waiting } from '../../ui/Waiting';
import { useHere } from '../session/useSession';
import styles from './Roster.module.css';
import { useEquity } from './useRoster';

const counts = {
  duties: (one: ReaderEquityDto) => one.onSite,
  calls: (one: ReaderEquityDto) => one.onCall,
  weekends: (one: ReaderEquityDto) => one.weekends,
  holidays: (one: ReaderEquityDto) => one.holidays,
  nights: (one: ReaderEquityDto) => one.nights,
  halfDays: (one: ReaderEquityDto) => one.halfDays,
} as const;

const countIds = ['duties', 'calls', 'weekends', 'holidays', 'nights', 'halfDays'] as const;

/** How the duties are spread over the readers: counters by name, and no ranking. */
export function EquityPanel({ day, close }: { day: string; close: () => void }) {
  const t = useText();
  const [period, setPeriod] = useState<'month' | 'year'>('year');
  const { data, isError, refetch } = useEquity(day, period);
  return (
    <section className={styles['equity']} aria-label={t('roster.equity')} data-testid="equity">
      <header>
        <h2>{t('roster.equity')}</h2>
        <SegmentedControl
          size="xs"
          value={period}
          aria-label={t('roster.equityPeriod')}
          data-testid="equity-period"
          onChange={(value) => setPeriod(value === 'month' ? 'month' : 'year')}
          data={[
            { value: 'month', label: `${t('roster.month')} ${day.slice(5, 7)}/${day.slice(0, 4)}` },
            { value: 'year', label: `${t('roster.year')} ${day.slice(0, 4)}` },
          ]}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={close}
          aria-label={t('close')}
          data-testid="equity-close">
          <IconX size={18} />
        </ActionIcon>
      </header>
      <p className="dim">{t('roster.equityLead')}</p>
      {isError && data === undefined ? (
        <div className={styles['empty']} role="alert">
          <p>{t('roster.equityFailed')}</p>
          <Button variant="default" onClick={() => void refetch()}>
            {t('roster.retry')}
          </Button>
        </div>
      ) : data === undefined ? (
        <Waiting />
      ) : (
        <Counters readers={data.readers} />
      )}
    </section>
  );
}

function Counters({ readers }: { readers: readonly ReaderEquityDto[] }) {
  const t = useText();
  const { session } = useHere();
  if (readers.length === 0) return <p className="dim">{t('roster.equityNone')}</p>;
  const byName = [...readers].sort((a, b) => a.readerName.localeCompare(b.readerName, 'fr'));
  return (
    <table className={styles['counters']}>
      <thead>
        <tr>
          <th scope="col">{t('roster.reader')}</th>
          {countIds.map((id) => (
            <th key={id} scope="col">
              <abbr title={t(`roster.countFull.${id}`)}>{t(`roster.count.${id}`)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {byName.map((one) => (
          <tr key={one.reader} data-me={one.reader === session.reader} data-testid="equity-reader">
            <th scope="row">{one.readerName}</th>
            {countIds.map((id) => (
              <td key={id} className="tabular" data-none={counts[id](one) === 0}>
                {counts[id](one)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
