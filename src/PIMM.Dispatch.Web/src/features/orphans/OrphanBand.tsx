import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import { ApiFailure, attachOrphan, openOrphan } from '../../api/http';
import type { CaseDto, OrphanDto } from '../../contracts/wire';
import { useLinkView } from '../../hub/LinkScope';
import { newId } from '../../ui/newId';
import { patientLine, patientName } from '../../ui/names';
import { clockTime } from '../../ui/times';
import { toast } from '../../ui/toast';
import { useNow } from '../../ui/useNow';
import { useHere } from '../session/useSession';
import { isFinished } from '../worklist/filters';
import styles from './OrphanBand.module.css';

/** Images without a case: somebody must decide, so they stand above the list until somebody has. */
export function OrphanBand({ cases }: { cases: ReadonlyMap<string, CaseDto> }) {
  const t = useText();
  const { feed } = useLinkView();
  const orphans = [...feed.orphans.values()].sort((a, b) => a.receivedAt.localeCompare(b.receivedAt));
  if (orphans.length === 0) return null;
  return (
    <details className={styles['band']} data-testid="orphans" open>
      <summary>
        <strong>
          {t('orphans.title')} ({orphans.length})
        </strong>{' '}
        <span className="dim">{t('orphans.lead')}</span>
      </summary>
      <ul>
        {orphans.map((one) => (
          <Orphan key={one.studyInstanceUid} one={one} cases={cases} />
        ))}
      </ul>
    </details>
  );
}

function Orphan({ one, cases }: { one: OrphanDto; cases: ReadonlyMap<string, CaseDto> }) {
  const t = useText();
  const { territory } = useHere();
  const now = useNow();
  const [attaching, setAttaching] = useState(false);
  // The same key while the same orphan is tried again: two clicks open one case.
  const [key] = useState(newId);
  const open = () => {
    openOrphan(territory.id, one.studyInstanceUid, key)
      .then(() => toast('done', t('orphans.opened')))
      .catch((error: unknown) => toast('refused', t('orphans.failed', { title: titleOf(error) })));
  };
  return (
    <li data-testid="orphan" data-study={one.studyInstanceUid}>
      <span className="strong">{one.exam.description}</span>
      <span>{one.establishmentName}</span>
      <span>{patientLine(one.patient, now)}</span>
      <span className="tabular dim">
        {t('orphans.images', { count: one.images })},{' '}
        {t('orphans.received', { time: clockTime(one.receivedAt, territory.zone) })}
      </span>
      <span className={styles['why']}>{t(`orphans.why.${one.why}`)}</span>
      <span className={styles['buttons']}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => setAttaching(true)}
          data-testid="orphan-attach">
          {t('orphans.attach')}
        </Button>
        <Button size="compact-sm" onClick={open} data-testid="orphan-open">
          {t('orphans.open')}
        </Button>
      </span>
      <AttachDialog one={one} cases={cases} opened={attaching} close={() => setAttaching(false)} />
    </li>
  );
}

interface AttachDialogProps {
  one: OrphanDto;
  cases: ReadonlyMap<string, CaseDto>;
  opened: boolean;
  close: () => void;
}

function AttachDialog({ one, cases, opened, close }: AttachDialogProps) {
  const t = useText();
  const { territory } = useHere();
  const [caseId, setCaseId] = useState<string | null>(null);
  const [key] = useState(newId);
  const choices = [...cases.values()]
    .filter((other) => other.establishment === one.establishment && !isFinished(other))
    .map((other) => ({
      value: other.id,
      label: [
        other.exam.description,
        patientName(other.patient),
        clockTime(other.requestedAt, territory.zone),
      ]
        .filter((part) => part !== '')
        .join(' · '),
    }));
  const attach = () => {
    if (caseId === null) return;
    attachOrphan(territory.id, one.studyInstanceUid, caseId, key)
      .then(() => toast('done', t('orphans.attached')))
      .then(close)
      .catch((error: unknown) => toast('refused', t('orphans.failed', { title: titleOf(error) })));
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('orphans.attachTo')}
      closeButtonProps={{ 'aria-label': t('close') }}>
      <Select
        data={choices}
        value={caseId}
        onChange={setCaseId}
        searchable
        data-testid="orphan-case"
        aria-label={t('orphans.attachTo')}
      />
      <div className={styles['foot']}>
        <Button variant="default" onClick={close}>
          {t('cancelButton')}
        </Button>
        <Button onClick={attach} disabled={caseId === null} data-testid="orphan-attach-confirm">
          {t('confirmButton')}
        </Button>
      </div>
    </Modal>
  );
}

function titleOf(error: unknown): string {
  return error instanceof ApiFailure ? error.message : String(error);
}
