import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useText } from '../../texts/TextScope';
import type { PresenceId, ReaderDto } from '../../contracts/wire';
import styles from './Presence.module.css';
import { usePresence } from './usePresence';

const presences: readonly PresenceId[] = ['available', 'reading', 'busy', 'break', 'away'];

/** Lets a reader say whether the dispatcher may count on them. */
export function PresenceMenu({ me }: { me: ReaderDto }) {
  const t = useText();
  const choose = usePresence();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={styles['button']} data-testid="presence" data-presence={me.presence}>
          <PresenceDot presence={me.presence} />
          <span className={styles['label']}>{t(`presence.${me.presence}`)}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('presence.menu')}</Menu.Label>
        {presences.map((one) => (
          <Menu.Item
            key={one}
            leftSection={<PresenceDot presence={one} />}
            onClick={() => choose(one)}
            rightSection={one === me.presence ? <IconCheck size={14} /> : null}
            data-testid={`presence-${one}`}>
            {t(`presence.${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Full, half, barred or hollow beside its colour. */
export function PresenceDot({ presence }: { presence: PresenceId }) {
  return <span className={styles['dot']} data-presence={presence} aria-hidden />;
}
