import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useText } from '../../texts/TextScope';
import { LinkScope, useCases, useLinkView } from '../../hub/LinkScope';
import { clockTime } from '../../ui/times';
import { Waiting } from '../../ui/Waiting';
import { OrphanBand } from '../orphans/OrphanBand';
import { has, isTechnologist, pagesOf, useHere } from '../session/useSession';
import { NoRight } from '../shell/NoRight';
import { matchesText } from '../worklist/filters';
import { compareDone, compareOpen } from '../worklist/order';
import { CriticalDialog } from './CriticalDialog';
import { ExamCard } from './ExamCard';
import { RequestCard } from './RequestCard';
import styles from './Requests.module.css';
import { isFollowed, isForTechnologist } from './tracking';

export function RequestsPage() {
  const { session, territory } = useHere();
  if (!pagesOf(session).includes('requests')) return <NoRight />;
  return (
    <LinkScope territory={territory.id} view="tracking" waiting={<Waiting />} key={territory.id}>
      {isTechnologist(session) ? <Exams /> : <Requests />}
    </LinkScope>
  );
}

function Requests() {
  const t = useText();
  const { session } = useHere();
  const { feed } = useLinkView();
  const cases = useCases(null);
  const [text, setText] = useState('');
  const chosen = useSearch({ strict: false, select: (search) => search.cas });
  const all = useMemo(() => [...cases.values()].filter((one) => matchesText(one, text)), [cases, text]);
  const open = all.filter(isFollowed).sort(compareOpen);
  const closed = all.filter((one) => !isFollowed(one)).sort(compareDone);
  return (
    <div className={styles['page']}>
      <Stale />
      <header className={styles['head']}>
        <h1>{t('requests.title')}</h1>
        <TextInput
          className={styles['search'] ?? ''}
          placeholder={t('requests.search')}
          aria-label={t('requests.search')}
          value={text}
          leftSection={<IconSearch size={16} />}
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="search"
        />
        <Button
          component={Link}
          to="/demandes/nouvelle"
          size="md"
          leftSection={<IconPlus size={18} />}
          data-testid="new-request"
          className={styles['new'] ?? ''}>
          {t('requests.new')}
        </Button>
      </header>
      <div className={styles['scroll']}>
        {feed.sequence !== null && all.length === 0 && (
          <div className={styles['empty']} data-testid="empty">
            <p className="strong">{t('requests.empty')}</p>
            <p className="dim">{t('requests.emptyLead')}</p>
          </div>
        )}
        {open.length > 0 && (
          <h2>
            {t('requests.open')} <span className="dim tabular">{open.length}</span>
          </h2>
        )}
        <ul className={styles['cards']}>
          {open.map((one) => (
            <RequestCard key={one.id} one={one} opened={one.id === chosen} />
          ))}
        </ul>
        {closed.length > 0 && (
          <h2>
            {t('requests.closed')} <span className="dim tabular">{closed.length}</span>
          </h2>
        )}
        <ul className={styles['cards']}>
          {closed.map((one) => (
            <RequestCard key={one.id} one={one} opened={one.id === chosen} />
          ))}
        </ul>
      </div>
      {has(session, 'requester') && <CriticalDialog cases={cases} />}
    </div>
  );
}

function Exams() {
  const t = useText();
  const { feed } = useLinkView();
  const cases = useCases(null);
  const exams = useMemo(() => [...cases.values()].filter(isForTechnologist).sort(compareOpen), [cases]);
  return (
    <div className={styles['page']}>
      <Stale />
      <header className={styles['head']}>
        <h1>{t('requests.technologistTitle')}</h1>
      </header>
      <div className={styles['scroll']}>
        {feed.sequence !== null && exams.length === 0 && (
          <div className={styles['empty']} data-testid="empty">
            <p className="strong">{t('requests.emptyTechnologist')}</p>
          </div>
        )}
        <OrphanBand cases={cases} />
        <ul className={styles['cards']} data-many>
          {exams.map((one) => (
            <ExamCard key={one.id} one={one} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function Stale() {
  const t = useText();
  const { territory } = useHere();
  const { stale, dataAt } = useLinkView();
  if (!stale) return null;
  return (
    <div className={styles['stale']} role="alert" data-testid="stale-banner">
      {t('list.stale', { time: clockTime(dataAt, territory.zone, true) })}
    </div>
  );
}
