import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseActionBody, CaseDto } from '../../contracts/wire';
import { useLink } from '../../hub/LinkScope';
import { toast } from '../../ui/toast';
import { reasonCodes } from '../casefile/actions';
import { ReaderField, ReasonFields } from '../casefile/ActionForm';
import { useHere } from '../session/useSession';
import { batchOf } from './batch';
import type { Worklist } from './useWorklist';

/** Gives all waiting cases of the list to one reader: the filters are the selection. */
export function BatchAssign({ list }: { list: Worklist }) {
  const t = useText();
  const { session } = useHere();
  // What is asked for stays as it was when the dialog opened, whatever the list does meanwhile.
  const [asked, setAsked] = useState<readonly CaseDto[] | null>(null);
  const batch = batchOf(list.rows, session);
  if (batch.length < 2 && asked === null) return null;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconUsers size={15} />}
        onClick={() => setAsked(batch)}
        data-testid="batch-open">
        {t('list.batch.open', { count: batch.length })}
      </Button>
      {asked !== null && <BatchDialog cases={asked} close={() => setAsked(null)} />}
    </>
  );
}

function BatchDialog({ cases, close }: { cases: readonly CaseDto[]; close: () => void }) {
  const t = useText();
  const link = useLink();
  const [body, setBody] = useState<CaseActionBody>({ reason: reasonCodes.reassign[0] });
  const [sent, setSent] = useState<number | null>(null);
  const set = (part: CaseActionBody) => setBody((before) => ({ ...before, ...part }));
  const send = async () => {
    let refused = 0;
    for (const [index, one] of cases.entries()) {
      setSent(index);
      const answer = await link.act(one.id, 'reassign', body);
      if (!answer.done) refused += 1;
    }
    const done = cases.length - refused;
    if (done > 0) toast('done', t('list.batch.done', { count: done }));
    if (refused > 0) toast('refused', t('list.batch.refused', { count: refused }));
    close();
  };
  return (
    <Modal
      opened
      onClose={() => sent === null && close()}
      title={t('list.batch.open', { count: cases.length })}
      closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="sm" data-testid="batch">
        <Text size="sm" c="dimmed">
          {t('list.batch.lead')}
        </Text>
        <ReaderField body={body} set={set} />
        <ReasonFields action="reassign" body={body} set={set} />
        {sent !== null && (
          <Progress value={(sent / cases.length) * 100} aria-label={t('action.sending')} animated />
        )}
        <Group justify="flex-end">
          <Button variant="default" disabled={sent !== null} onClick={close}>
            {t('cancelButton')}
          </Button>
          <Button
            disabled={body.reader === undefined}
            loading={sent !== null}
            onClick={() => void send()}
            data-testid="batch-send">
            {t('action.reassign')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
