import { Menu, UnstyledButton } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../texts/TextScope';
import { openHandover } from '../../api/handovers';
import type { ReaderDto } from '../../contracts/wire';
import { toast } from '../../ui/toast';
import { useSending } from '../../ui/useSending';
import { useHere } from '../session/useSession';
import styles from './Handovers.module.css';

/** A reader of the team, whose cases that are not started the coordinator may give into other hands. */
export function OpenHandover({ reader, children }: { reader: ReaderDto; children: ReactNode }) {
  const t = useText();
  const { territory } = useHere();
  const { busy, send } = useSending([['handovers', territory.id]]);
  const open = async () => {
    const { done, why } = await send((key) => openHandover(territory.id, { reader: reader.id }, key));
    if (done) toast('done', t('handover.opened', { name: reader.name }));
    else toast('refused', why === '' ? t('action.refusedUnknown') : why);
  };
  return (
    <Menu position="top-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={styles['member']} data-testid={`team-${reader.id}`}>
          {children}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowsExchange size={16} />}
          disabled={busy || reader.cases.length === 0}
          onClick={() => void open()}
          data-testid="handover-start">
          {t('handover.open')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
