import { useText } from '../../texts/TextScope';
import { useLinkView } from '../../hub/LinkScope';
import type { CaseDto } from '../../contracts/wire';
import { pageClock } from '../../hub/pageClock';
import { useHere } from '../session/useSession';
import { Handover } from './Handover';
import { shownTo } from './handovers';
import styles from './Handovers.module.css';
import { useHandovers } from './useHandovers';

interface HandoverBandProps {
  cases: ReadonlyMap<string, CaseDto>;
  show: (id: string) => void;
}

/** Cases between two hands: they stand above the list until somebody has accepted them. */
export function HandoverBand({ cases, show }: HandoverBandProps) {
  const t = useText();
  const { session } = useHere();
  const { feed } = useLinkView();
  const { data } = useHandovers(feed.sequence);
  const shown = shownTo(data ?? [], session, pageClock.now());
  if (shown.length === 0) return null;
  return (
    <section className={styles['band']} aria-label={t('handover.title')} data-testid="handovers">
      {shown.map((one) => (
        <Handover key={one.id} one={one} readers={feed.readers} cases={cases} show={show} />
      ))}
    </section>
  );
}
