import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { lengthMax } from '../../contracts/limits';
import { useLinkView } from '../../hub/LinkScope';
import { actorName } from '../../ui/people';
import { patientLine } from '../../ui/names';
import { useNow } from '../../ui/useNow';
import { useAct } from '../casefile/useAct';
import styles from './Requests.module.css';
import { isCriticalOpen } from './tracking';

/** A critical result fills the screen until the one who asked has read it back. */
export function CriticalDialog({ cases }: { cases: ReadonlyMap<string, CaseDto> }) {
  const [later, setLater] = useState<ReadonlySet<string>>(new Set());
  const one = [...cases.values()].find((each) => isCriticalOpen(each) && !later.has(each.id));
  if (one === undefined) return null;
  return <CriticalCard key={one.id} one={one} later={() => setLater(new Set([...later, one.id]))} />;
}

function CriticalCard({ one, later }: { one: CaseDto; later: () => void }) {
  const t = useText();
  const act = useAct();
  const now = useNow();
  const { feed } = useLinkView();
  const [said, setSaid] = useState('');
  return (
    <Modal opened onClose={later} fullScreen withCloseButton={false} padding={0}>
      <div className={styles['critical']} role="alert" data-testid="critical-dialog">
        <p className={styles['criticalTitle']}>{t('requests.criticalTitle')}</p>
        <p className="strong">
          {patientLine(one.patient, now)} · {one.exam.description}
        </p>
        <p className={styles['criticalText']} data-testid="critical-said">
          {one.critical?.text}
        </p>
        <p className="dim">
          {actorName(one.critical?.by ?? '', feed.readers, t)}. {t('requests.criticalLead')}
        </p>
        <Textarea
          label={t('requests.criticalReadBack')}
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
          autosize
          minRows={3}
          size="md"
          data-autofocus
          data-testid="critical-read-back"
          maxLength={lengthMax.note}
        />
        <Button
          size="xl"
          color="red"
          disabled={said.trim() === ''}
          onClick={() => void act(one, 'acknowledge', { text: said.trim() })}
          data-testid="critical-confirm">
          {t('requests.criticalConfirm')}
        </Button>
        <Button variant="subtle" color="gray" onClick={later} data-testid="critical-later">
          {t('requests.criticalLater')}
        </Button>
      </div>
    </Modal>
  );
}
