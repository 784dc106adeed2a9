import { Button } from '@mantine/core';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { patientLine } from '../../ui/names';
import { UrgencyMark } from '../../ui/Urgency';
import { useNow } from '../../ui/useNow';
import { allowedActions } from '../casefile/actions';
import { useAct } from '../casefile/useAct';
import { useHere } from '../session/useSession';
import styles from './Requests.module.css';
import { StepBar } from './StepBar';
import { imagesMissing } from './tracking';

/** One exam at the scanner: the protocol in big letters, the images as they arrive. */
export function ExamCard({ one }: { one: CaseDto }) {
  const t = useText();
  const { session } = useHere();
  const act = useAct();
  const now = useNow();
  const allowed = allowedActions(one, { reader: session.reader, roles: session.roles });
  const missing = imagesMissing(one);
  return (
    <li
      className={styles['card']}
      data-urgency={one.urgency}
      data-testid="exam-card"
      data-case={one.id}
      data-status={one.status}>
      <header className={styles['cardHead']}>
        <UrgencyMark urgency={one.urgency} />
        <div>
          <h3>{one.exam.description}</h3>
          <p>{patientLine(one.patient, now)}</p>
        </div>
        <span className={styles['statusWord']} data-testid="status" data-status={one.status}>
          {t(`status.${one.status}`)}
        </span>
      </header>
      <p className={styles['protocol']} data-missing={one.protocol == null} data-testid="protocol">
        {one.protocol ?? t('requests.protocolWaiting')}
      </p>
      {one.clinical?.allergies != null && one.clinical.allergies !== '' && (
        <p className={styles['alarm']}>
          {t('case.allergies')} : {one.clinical.allergies}
        </p>
      )}
      <StepBar one={one} />
      <div className={styles['images']}>
        <strong className="tabular" data-testid="images">
          {one.images}
          {one.imagesExpected != null && ` / ${one.imagesExpected}`}
        </strong>
        <span>{t('list.columns.images').toLowerCase()}</span>
        {one.images > 0 && missing > 0 && (
          <span className={styles['missing']} data-testid="images-missing">
            {t('requests.imagesMissing', { count: missing })}
          </span>
        )}
      </div>
      {allowed.includes('acquire') && (
        <Button
          size="lg"
          variant="default"
          fullWidth
          onClick={() => void act(one, 'acquire')}
          data-testid="acquire">
          {t('action.acquire')}
        </Button>
      )}
      {allowed.includes('images-complete') && (
        <Button
          size="lg"
          fullWidth
          onClick={() => void act(one, 'images-complete')}
          data-testid="images-complete">
          {t('requests.imagesSent')}
        </Button>
      )}
    </li>
  );
}
