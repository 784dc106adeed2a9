import { IconPhoto } from '@tabler/icons-react';
import { memo } from 'react';
import type { MouseEvent } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { pageClock } from '../../hub/pageClock';
import { patientName, patientTraits } from '../../ui/names';
import { StatusLabel } from '../../ui/StatusLabel';
import { clockTime, timeLeft } from '../../ui/times';
import { Timer } from '../../ui/Timer';
import { UrgencyMark } from '../../ui/Urgency';
import { allowedActions, takeAction } from '../casefile/actions';
import type { Who } from '../casefile/actions';
import { partsRead } from '../casefile/parts';
import type { Act } from '../casefile/useAct';
import styles from './CaseTable.module.css';
import { FlagTag } from './FlagTag';
import { ImageCount } from './ImageCount';

/** What every row needs and none owns: given once, so that hundreds of rows stay cheap. */
export interface RowTools {
  readonly who: Who;
  readonly zone: string;
  readonly act: Act;
  readonly openViewer: (one: CaseDto) => void;
  readonly select: (id: string) => void;
  readonly show: (id: string) => void;
}

interface CaseRowProps {
  one: CaseDto;
  rank: number;
  top: number;
  selected: boolean;
  gone: boolean;
  blurred: boolean;
  /** Initials of who has the case open without having taken it. */
  looking: string | null;
  tools: RowTools;
}

export const CaseRow = memo(function CaseRow(props: CaseRowProps) {
  const { one, rank, top, selected, gone, tools } = props;
  return (
    <div
      id={`case-${one.id}`}
      role="row"
      aria-rowindex={rank + 1}
      aria-label={useRowLabel(one)}
      aria-selected={selected}
      tabIndex={0}
      className={styles['row']}
      style={{ transform: `translateY(${top}px)` }}
      data-testid="case-row"
      data-case={one.id}
      data-status={one.status}
      data-urgency={one.urgency}
      data-selected={selected}
      data-gone={gone}
      onFocus={() => tools.select(one.id)}
      onClick={() => tools.show(one.id)}>
      <div role="gridcell" className={styles['urgency']}>
        <span className={styles['stripe']} />
        <UrgencyMark urgency={one.urgency} />
      </div>
      <TimeCell one={one} rank={rank} zone={tools.zone} />
      <div role="gridcell">
        <StatusLabel one={one} />
      </div>
      <div role="gridcell" className="clip" data-column="site">
        {one.establishmentName}
      </div>
      <PatientCell one={one} blurred={props.blurred} />
      <ExamCell one={one} />
      <div role="gridcell" className="clip dim" data-column="indication">
        {one.clinical?.indication ?? ''}
      </div>
      <div
        role="gridcell"
        data-column="images"
        className={`${styles['images']} tabular`}
        data-complete={one.imagesCompleteAt != null}>
        <ImageCount one={one} />
      </div>
      <ReaderCell one={one} looking={props.looking} />
      <QuickActions one={one} tools={tools} />
    </div>
  );
});

/** What a screen reader says of a row, at the time at which the row last changed. */
function useRowLabel(one: CaseDto): string {
  const t = useText();
  return t('list.row', {
    letter: t(`urgency.${one.urgency}.label`),
    exam: one.exam.description,
    site: one.establishmentName,
    status: t(`status.${one.status}`),
    left: timeLeft(one, pageClock.snapshot()).text,
  });
}

/** The name may be cut short for want of room; the traits beside it never are. */
function PatientCell({ one, blurred }: { one: CaseDto; blurred: boolean }) {
  const { patient } = one;
  return (
    <div role="gridcell" className={styles['patient']} data-blurred={blurred} data-testid="row-patient">
      {patient == null ? (
        <span className="dim">–</span>
      ) : (
        <>
          <span className="clip">{patientName(patient)}</span>
          <span className={styles['traits']}>{patientTraits(patient, pageClock.snapshot())}</span>
        </>
      )}
    </div>
  );
}

/** The time left; its hint says why the row stands where it stands. */
function TimeCell({ one, rank, zone }: { one: CaseDto; rank: number; zone: string }) {
  const t = useText();
  const urgency = t(`urgency.${one.urgency}.label`);
  const why =
    one.dueAt == null
      ? t('list.rankNoDue', { rank, urgency })
      : t('list.rankText', { rank, urgency, due: clockTime(one.dueAt, zone) });
  const flag = one.flags[0];
  const forward =
    flag === undefined ? '' : `\n${t('list.rankFlag', { finding: flag.label, source: flag.source })}`;
  return (
    <div role="gridcell" title={`${t('list.rank')}\n${why}${forward}`} data-testid="row-rank">
      <Timer one={one} />
    </div>
  );
}

function ExamCell({ one }: { one: CaseDto }) {
  const t = useText();
  const shared = partsRead(one);
  return (
    <div role="gridcell" className={styles['exam']}>
      <span className="clip">
        {one.exam.description} <span className="dim">· {t(`region.${one.region}`)}</span>
      </span>
      {one.partOf != null && (
        <span className={styles['tag']} data-testid="row-part">
          {t('parts.tag', { number: one.partOf.number, of: one.partOf.of, label: one.partOf.label })}
        </span>
      )}
      {shared !== null && (
        <span className={styles['tag']} title={t('parts.count', shared)} data-testid="row-parts">
          {t('parts.short', shared)}
        </span>
      )}
      <FlagTag flags={one.flags} />
      {one.derived && (
        <span className={styles['tag']} title={t('list.derivedHint')} data-testid="derived">
          {t('list.derived')}
        </span>
      )}
    </div>
  );
}

function ReaderCell({ one, looking }: { one: CaseDto; looking: string | null }) {
  const t = useText();
  if (one.noReader) {
    return (
      <div role="gridcell" className={styles['noReader']} data-column="reader" data-testid="no-reader">
        {t('list.noReader')}
      </div>
    );
  }
  const idle = looking === null ? '–' : `${looking} ${t('list.consults')}`;
  return (
    <div role="gridcell" className="clip" data-column="reader" data-testid="row-reader">
      {one.reader == null ? <span className="dim">{idle}</span> : (one.readerName ?? one.reader)}
    </div>
  );
}

function QuickActions({ one, tools }: { one: CaseDto; tools: RowTools }) {
  const t = useText();
  const take = takeAction(allowedActions(one, tools.who));
  /** A button of the row must not open the row as well. */
  const alone = (run: () => void) => (event: MouseEvent) => {
    event.stopPropagation();
    run();
  };
  return (
    <div role="gridcell" className={styles['actions']} data-column="actions">
      {take !== null && (
        <button
          type="button"
          className={styles['take']}
          data-kind={take}
          data-testid={`row-${take}`}
          onClick={alone(() => void tools.act(one, take))}>
          {take === 'accept' ? t('action.accept') : t('list.take')}
        </button>
      )}
      <button
        type="button"
        className={styles['viewer']}
        disabled={one.studyInstanceUid == null}
        aria-label={t('viewer.open')}
        title={t('viewer.open')}
        data-testid="row-viewer"
        onClick={alone(() => tools.openViewer(one))}>
        <IconPhoto size={17} aria-hidden />
      </button>
    </div>
  );
}
