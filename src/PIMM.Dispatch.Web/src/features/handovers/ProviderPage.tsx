import { Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useText } from '../../texts/TextScope';
import { signOut } from '../../api/http';
import { fetchProviders } from '../../api/handovers';
import type { HandoverDto, ProviderDto } from '../../contracts/externals';
import { pageClock } from '../../hub/pageClock';
import { Logo } from '../../ui/Logo';
import { PageFailure } from '../../ui/Problem';
import { Waiting } from '../../ui/Waiting';
import { pagesOf, sessionKey, useHere } from '../session/useSession';
import { NoRight } from '../shell/NoRight';
import { Handover } from './Handover';
import { shownTo } from './handovers';
import styles from './Handovers.module.css';
import { useHandovers } from './useHandovers';

/** What a company has in hand changes by the minute. */
const refetchMilliseconds = 15_000;

/** The external provider's own page: what it is asked to take, and what it has. It sees no patient here. */
export function ProviderPage() {
  const { session } = useHere();
  return pagesOf(session).includes('provider') ? <LiveProvider /> : <NoRight />;
}

function LiveProvider() {
  const { territory } = useHere();
  const handovers = useHandovers(null);
  const providers = useQuery({
    queryKey: ['providers', territory.id],
    queryFn: () => fetchProviders(territory.id),
    refetchInterval: refetchMilliseconds,
  });
  return (
    <div className={styles['page']} data-testid="provider-page">
      <Head />
      <main className={styles['list']}>
        {handovers.data === undefined ? (
          handovers.isError ? (
            <PageFailure />
          ) : (
            <Waiting />
          )
        ) : (
          <Offers handovers={handovers.data} failed={handovers.isError} />
        )}
        {providers.data?.map((one) => (
          <Facts key={one.id} one={one} />
        ))}
      </main>
    </div>
  );
}

function Head() {
  const t = useText();
  const { session, territory } = useHere();
  const queries = useQueryClient();
  const leave = async () => {
    // Signing out of a server that does not answer still leaves this page.
    await signOut().catch(() => undefined);
    queries.clear();
    queries.setQueryData(sessionKey, null);
  };
  return (
    <header className={styles['top']}>
      <Logo size={32} />
      <h1 className="clip">
        {t('handover.title')} · {territory.name}
      </h1>
      <span className="dim clip">{session.name}</span>
      <Button
        variant="default"
        leftSection={<IconLogout size={16} aria-hidden />}
        onClick={() => void leave()}
        data-testid="sign-out">
        {t('top.signOut')}
      </Button>
    </header>
  );
}

const nothing: ReadonlyMap<string, never> = new Map<string, never>();

function Offers({ handovers, failed }: { handovers: readonly HandoverDto[]; failed: boolean }) {
  const t = useText();
  const { session } = useHere();
  const shown = shownTo(handovers, session, pageClock.now());
  return (
    <>
      {failed && (
        <p className={styles['warn']} role="alert">
          {t('handover.provider.stale')}
        </p>
      )}
      {shown.length === 0 && <p className={styles['none']}>{t('handover.provider.none')}</p>}
      {shown.map((one) => (
        <Handover key={one.id} one={one} readers={nothing} cases={nothing} show={null} />
      ))}
    </>
  );
}

function Facts({ one }: { one: ProviderDto }) {
  const t = useText();
  const facts = [
    ['capacity', one.capacityLeft],
    ['queue', one.queue.length],
    ['read', one.read],
    ['returned', one.returned],
  ] as const;
  return (
    <dl className={styles['facts']} aria-label={one.name}>
      {facts.map(([name, count]) => (
        <div key={name}>
          <dt>{t(`handover.provider.${name}`)}</dt>
          <dd className="tabular">{count}</dd>
        </div>
      ))}
    </dl>
  );
}
