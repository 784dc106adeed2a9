import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import { lengthMax } from '../../contracts/limits';
import { recordAbsence } from '../../api/roster';
import { useLinkView } from '../../hub/LinkScope';
import { startOfDay } from '../../ui/times';
import { Refusal } from '../../ui/Refusal';
import { toast } from '../../ui/toast';
import { useHere } from '../session/useSession';
import { addDays } from './grid';
import styles from './SlotDrawer.module.css';
import { useRosterSending } from './useRoster';

interface LeaveDialogProps {
  opened: boolean;
  today: string;
  close: () => void;
}

/** Leave in whole local days; duties that fall into it become conflicts, nobody is taken off duty by it. */
export function LeaveDialog({ opened, today, close }: LeaveDialogProps) {
  const t = useText();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('roster.act.leave')}
      closeButtonProps={{ 'aria-label': t('close') }}>
      <LeaveForm today={today} close={close} />
    </Modal>
  );
}

function LeaveForm({ today, close }: { today: string; close: () => void }) {
  const t = useText();
  const { territory } = useHere();
  const { feed } = useLinkView();
  const { busy, refusal, send } = useRosterSending();
  const [reader, setReader] = useState<string | null>(null);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(today);
  const [reason, setReason] = useState('');
  const readers = [...feed.readers.values()].sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  const submit = async (who: string) => {
    const at = (day: string) => new Date(startOfDay(day, territory.zone)).toISOString();
    const body = { reader: who, from: at(from), until: at(addDays(until, 1)), reason: reason.trim() || null };
    const { done } = await send((key) => recordAbsence(territory.id, body, key));
    if (!done) return;
    toast('done', t('roster.done.leave'));
    close();
  };
  return (
    <form
      className={styles['leave']}
      data-testid="leave-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reader !== null) void submit(reader);
      }}>
      <Select
        label={t('roster.form.reader')}
        value={reader}
        searchable
        data-autofocus
        data-testid="leave-reader"
        data={readers.map((one) => ({ value: one.id, label: one.name }))}
        onChange={setReader}
      />
      <Days from={from} until={until} setFrom={setFrom} setUntil={setUntil} />
      <TextInput
        label={t('roster.form.reasonOptional')}
        value={reason}
        maxLength={lengthMax.short}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-testid="leave-reason"
      />
      <Refusal text={refusal} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={close}>
          {t('cancelButton')}
        </Button>
        <Button
          type="submit"
          loading={busy}
          disabled={reader === null || from === '' || until < from}
          data-testid="leave-submit">
          {t('roster.act.leave')}
        </Button>
      </Group>
    </form>
  );
}

interface DaysProps {
  from: string;
  until: string;
  setFrom: (day: string) => void;
  setUntil: (day: string) => void;
}

function Days({ from, until, setFrom, setUntil }: DaysProps) {
  const t = useText();
  return (
    <div className={styles['days']}>
      <TextInput
        type="date"
        label={t('roster.form.from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        data-testid="leave-from"
      />
      <TextInput
        type="date"
        label={t('roster.form.until')}
        value={until}
        min={from}
        onChange={(event) => setUntil(event.currentTarget.value)}
        data-testid="leave-until"
      />
    </div>
  );
}
