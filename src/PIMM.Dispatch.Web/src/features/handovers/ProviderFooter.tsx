import { useQuery } from '@tanstack/react-query';
import { useText } from '../../texts/TextScope';
import { fetchProviders } from '../../api/handovers';
import { useHere } from '../session/useSession';
import styles from './Handovers.module.css';

/** What a company has in hand changes by the minute. */
const refetchMilliseconds = 15_000;

/** What the company can still take tonight by its contract, and what it has. */
export function ProviderFooter() {
  const t = useText();
  const { territory } = useHere();
  const { data } = useQuery({
    queryKey: ['providers', territory.id],
    queryFn: () => fetchProviders(territory.id),
    refetchInterval: refetchMilliseconds,
  });
  return (
    <footer className={styles['footer']} data-testid="provider-footer">
      {data?.map((one) => (
        <dl key={one.id} className={styles['facts']} aria-label={one.name}>
          {(['capacityLeft', 'inHand', 'read', 'returned'] as const).map((name) => (
            <div key={name}>
              <dt>{t(`handover.provider.${name}`)}</dt>
              <dd className="tabular">{name === 'inHand' ? one.queue.length : one[name]}</dd>
            </div>
          ))}
        </dl>
      ))}
    </footer>
  );
}
