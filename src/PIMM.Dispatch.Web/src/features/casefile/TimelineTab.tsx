import { useQuery } from '@tanstack/react-query';
import { useText } from '../../texts/TextScope';
import { fetchTimeline } from '../../api/http';
import type { CaseDto } from '../../contracts/wire';
import { useLinkView } from '../../hub/LinkScope';
import { actorName } from '../../ui/people';
import { clockTime } from '../../ui/times';
import { useHere } from '../session/useSession';
import styles from './CasePanel.module.css';

export function TimelineTab({ one }: { one: CaseDto }) {
  const t = useText();
  const { territory } = useHere();
  const { feed } = useLinkView();
  const { data, isError, isPending } = useQuery({
    queryKey: ['timeline', one.id, one.sequence],
    queryFn: () => fetchTimeline(one.id),
    placeholderData: (before) => before,
  });
  if (isError) return <p role="alert">{t('timeline.failed')}</p>;
  if (isPending) return <p className="dim">{t('loading')}</p>;
  if (data.length === 0) return <p className="dim">{t('timeline.none')}</p>;
  return (
    <ol className={styles['timeline']} data-testid="timeline">
      {data.map((entry) => (
        <li key={entry.sequence} data-type={entry.type}>
          <time dateTime={entry.at} className="tabular">
            {clockTime(entry.at, territory.zone, true)}
          </time>
          <span>{entry.text}</span>
          <small className="dim">{t('timeline.by', { by: actorName(entry.by, feed.readers, t) })}</small>
        </li>
      ))}
    </ol>
  );
}
