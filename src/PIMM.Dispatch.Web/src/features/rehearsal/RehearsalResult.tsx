import { useText } from '../../texts/TextScope';
import type { RehearsalDto, RehearsedNightDto } from '../../contracts/rehearsals';
import { inFrench } from '../../ui/numbers';
import { clockTime, shortDate } from '../../ui/times';
import { useHere } from '../session/useSession';
import { CaseChanges } from './CaseChanges';
import { Curves } from './Curves';
import { changeInWords, figureRows } from './rehearsal';
import { ReaderLoads } from './ReaderLoads';
import { useReaderNames } from './RehearsalPage';
import styles from './Rehearsal.module.css';

interface ResultProps {
  one: RehearsalDto;
  night: RehearsedNightDto;
}

/** What would have changed, beside what happened, and how far to believe it. */
export function RehearsalResult({ one, night }: ResultProps) {
  return (
    <div className={styles['result']} data-testid="rehearsal-result" data-rehearsal={one.id}>
      <Head one={one} night={night} />
      <Figures night={night} />
      <div className={styles['pair']}>
        <Curves night={night} />
        <ReaderLoads night={night} />
      </div>
      <CaseChanges night={night} />
      <Limits night={night} />
    </div>
  );
}

function Head({ one, night }: ResultProps) {
  const t = useText();
  const { territory } = useHere();
  const nameOf = useReaderNames();
  const at = (instant: string) =>
    `${shortDate(Date.parse(instant), territory.zone)} ${clockTime(instant, territory.zone)}`;
  const [real, again, changed] = [night.real, night.again, night.changed].map((side) =>
    inFrench(side.under45),
  );
  return (
    <header className={styles['head']}>
      <p className="dim tabular">
        {t('rehearsal.nightOf', { from: at(night.from), until: at(night.until) })} ·{' '}
        {t('rehearsal.facts', { cases: night.cases, measured: night.measured, draws: night.draws })}
      </p>
      <h2>
        <span className={styles['change']}>{changeInWords(one.asked, nameOf, t)}</span>{' '}
        {t('rehearsal.headline', { changed })}
      </h2>
      <p>{t('rehearsal.against', { again, real })}</p>
    </header>
  );
}

const sides = ['real', 'again', 'changed'] as const;

function Figures({ night }: { night: RehearsedNightDto }) {
  const t = useText();
  return (
    <div className={styles['scroll']}>
      <table className={styles['figures']} data-testid="rehearsal-figures">
        <thead>
          <tr>
            <th scope="col">{t('rehearsal.figure')}</th>
            {sides.map((side) => (
              <th key={side} scope="col" data-side={side}>
                {t(`rehearsal.side.${side}`)}
              </th>
            ))}
            <th scope="col">{t('rehearsal.effect')}</th>
          </tr>
        </thead>
        <tbody>
          {figureRows(night).map((row) => (
            <tr key={row.id}>
              <th scope="row">{t(`rehearsal.figures.${row.id}`)}</th>
              {row.values.map((value, index) => (
                <td key={sides[index]} className="tabular" data-side={sides[index]}>
                  {inFrench(value)}
                </td>
              ))}
              <td className="tabular" data-tone={row.tone}>
                {row.tone === 'good' ? '✓ ' : row.tone === 'bad' ? '✗ ' : ''}
                {row.change === 0 ? '=' : inFrench(row.change, true)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const leftOutIds = ['waiting', 'cancelled', 'unsigned', 'unknown'] as const;

function Limits({ night }: { night: RehearsedNightDto }) {
  const t = useText();
  const parts = leftOutIds
    .filter((id) => night.leftOut[id] > 0)
    .map((id) => t(`rehearsal.leftOutPart.${id}`, { count: night.leftOut[id] }));
  return (
    <section className={styles['limits']}>
      <h3>{t('rehearsal.limits')}</h3>
      <p>{t('rehearsal.says')}</p>
      <p>{t('rehearsal.saysNot')}</p>
      {parts.length > 0 && <p>{t('rehearsal.leftOut', { parts: parts.join(', ') })}</p>}
    </section>
  );
}
