import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import { answerHandover } from '../../api/handovers';
import { lengthMax } from '../../contracts/limits';
import type { HandoverDto } from '../../contracts/externals';
import { Refusal } from '../../ui/Refusal';
import { toast } from '../../ui/toast';
import { useSending } from '../../ui/useSending';
import { useHere } from '../session/useSession';
import type { AnswerAs } from './handovers';
import { askedOf, progressOf } from './handovers';
import styles from './Handovers.module.css';

interface HandoverAnswerProps {
  one: HandoverDto;
  as: AnswerAs;
  nameOf: (id: string) => string;
}

/** Yes to all of it, or no with the reason; a coordinator says for whom. */
export function HandoverAnswer({ one, as, nameOf }: HandoverAnswerProps) {
  const t = useText();
  const { territory } = useHere();
  const { busy, refusal, send } = useSending([['handovers', territory.id]]);
  const asked = askedOf(one);
  const [by, setBy] = useState<string | null>(asked.length === 1 ? (asked[0] ?? null) : null);
  const [reason, setReason] = useState<string | null>(null);
  const answer = async (what: 'accept' | 'decline') => {
    const body = {
      by: as === 'self' ? null : by,
      reason: what === 'decline' ? (reason?.trim() ?? null) : null,
    };
    const { done } = await send((key) => answerHandover(territory.id, one.id, what, body, key));
    if (!done) return;
    setReason(null);
    toast('done', t(`handover.done.${what}`, { count: progressOf(one).left }));
  };
  const unnamed = as === 'other' && by === null;
  return (
    <form
      className={styles['answer']}
      onSubmit={(event) => {
        event.preventDefault();
        void answer(reason === null ? 'accept' : 'decline');
      }}>
      {as === 'other' && (
        <Select
          size="sm"
          aria-label={t('handover.by')}
          placeholder={t('handover.by')}
          data={asked.map((id) => ({ value: id, label: nameOf(id) }))}
          value={by}
          onChange={setBy}
          data-testid="handover-by"
        />
      )}
      {reason === null ? (
        <>
          <Button type="submit" loading={busy} disabled={unnamed} data-testid="handover-accept">
            {t('handover.accept')}
          </Button>
          <Button
            variant="default"
            disabled={unnamed}
            onClick={() => setReason('')}
            data-testid="handover-decline">
            {t('handover.decline')}
          </Button>
        </>
      ) : (
        <Reason reason={reason} change={setReason} busy={busy} />
      )}
      <Refusal text={refusal} />
    </form>
  );
}

interface ReasonProps {
  reason: string;
  change: (reason: string | null) => void;
  busy: boolean;
}

function Reason({ reason, change, busy }: ReasonProps) {
  const t = useText();
  return (
    <>
      <TextInput
        className={styles['reason'] ?? ''}
        aria-label={t('handover.reason')}
        placeholder={t('handover.reason')}
        value={reason}
        maxLength={lengthMax.short}
        autoFocus
        onChange={(event) => change(event.currentTarget.value)}
        data-testid="handover-reason"
      />
      <Button
        type="submit"
        color="red"
        loading={busy}
        disabled={reason.trim() === ''}
        data-testid="handover-decline-send">
        {t('handover.decline')}
      </Button>
      <Button variant="subtle" color="gray" onClick={() => change(null)}>
        {t('cancelButton')}
      </Button>
    </>
  );
}
