import { useText } from '../../texts/TextScope';
import type { RosterDto } from '../../contracts/roster';
import { useLinkView } from '../../hub/LinkScope';
import { clockTime, dayInWords } from '../../ui/times';
import { useMinute } from '../../ui/useNow';
import { useHere } from '../session/useSession';
import type { Block } from './grid';
import { KindIcon, StateIcon } from './marks';
import { isInConflict, providerWords, wordsOf } from './words';
import styles from './Roster.module.css';

interface SlotBlockProps {
  block: Block;
  roster: RosterDto;
  open: (id: string) => void;
}

/** One slot in its cell: when, who, and a hatch where nobody is. */
export function SlotBlock({ block, roster, open }: SlotBlockProps) {
  const t = useText();
  const { session, territory } = useHere();
  const now = useMinute();
  const hours = hoursOf(block, territory.zone);
  const mine = block.duties.some((duty) => duty.reader === session.reader);
  return (
    <button
      type="button"
      id={`plage-${block.id}`}
      className={styles['block']}
      data-kind={block.kind}
      data-state={block.state}
      data-mine={mine}
      data-over={Date.parse(block.until) <= now}
      data-running={Date.parse(block.from) <= now && now < Date.parse(block.until)}
      data-testid="roster-block"
      data-slot={block.id}
      aria-label={t('roster.block', {
        line: block.line?.name ?? t('roster.outside'),
        day: dayInWords(block.day, 'full'),
        hours,
        who: wordsOf(block, t),
      })}
      onClick={() => open(block.id)}>
      <span className={`${styles['hours']} tabular`}>
        {hours}
        <KindIcon kind={block.kind} />
      </span>
      <Who block={block} roster={roster} />
    </button>
  );
}

function Who({ block, roster }: { block: Block; roster: RosterDto }) {
  const t = useText();
  const { feed } = useLinkView();
  return (
    <>
      {block.duties.length > 0 && (
        <span className={styles['people']}>
          {block.duties.map((duty) => (
            <span key={duty.id} className={styles['person']} title={duty.readerName}>
              {duty.inPlaceOf !== null && <span aria-hidden>⇄ </span>}
              {feed.readers.get(duty.reader)?.initials ?? duty.readerName}
              {isInConflict(duty, roster) && <StateIcon state="partial" />}
            </span>
          ))}
        </span>
      )}
      {block.state !== 'covered' && (
        <span className={styles['state']}>
          <StateIcon state={block.state} />
          {block.state === 'external' ? providerWords(block, t) : t(stateText[block.state])}
        </span>
      )}
    </>
  );
}

const stateText = {
  partial: 'roster.partialShort',
  gap: 'roster.gap',
  'not-needed': 'roster.notNeeded',
} as const;

/** `18:30–23:30` in the territory's zone. */
export function hoursOf(span: { from: string; until: string }, zone: string): string {
  return `${clockTime(span.from, zone)}–${clockTime(span.until, zone)}`;
}
