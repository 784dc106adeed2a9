import { Button, Kbd, Menu, Select } from '@mantine/core';
import {
  IconBellRinging,
  IconCheck,
  IconKeyboard,
  IconLogout,
  IconSearch,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useText } from '../../texts/TextScope';
import { signOut } from '../../api/http';
import type { NoticeDto } from '../../contracts/wire';
import { useLinkView } from '../../hub/LinkScope';
import { chooseLanguage } from '../../texts/language';
import { appearances, setAppearance, useAppearance } from '../../ui/appearance';
import { clockTime } from '../../ui/times';
import { enableSound, useAlerting } from '../notices/alerting';
import { Bell } from '../notices/Bell';
import { PresenceMenu } from '../presence/PresenceMenu';
import { sessionKey, useHere } from '../session/useSession';
import { LinkChip } from './LinkChip';
import styles from './Shell.module.css';

interface TopBarProps {
  openNotice: (notice: NoticeDto) => void;
  openPalette: () => void;
  openHelp: () => void;
}

export function TopBar({ openNotice, openPalette, openHelp }: TopBarProps) {
  const t = useText();
  const { session, territory, territories, chooseTerritory } = useHere();
  const { feed } = useLinkView();
  const { blocked, settings } = useAlerting();
  const me = session.reader == null ? undefined : feed.readers.get(session.reader);
  return (
    <header className={styles['top']}>
      <Select
        className={styles['territory']}
        aria-label={t('top.territory')}
        value={territory.id}
        data-testid="territory"
        data={territories.map((one) => ({ value: one.id, label: one.name }))}
        size="sm"
        onChange={(id) => id !== null && chooseTerritory(id)}
        readOnly={territories.length < 2}
      />
      <button type="button" className={styles['search']} onClick={openPalette} data-testid="palette-open">
        <IconSearch size={16} aria-hidden />
        <span>{t('top.search')}</span>
        <Kbd size="xs">Ctrl K</Kbd>
      </button>
      <div className={styles['space']} />
      {session.demonstration && <span className={styles['demo']}>{t('top.demonstration')}</span>}
      {blocked && !settings.muted && (
        <Button
          size="compact-sm"
          color="red"
          leftSection={<IconVolumeOff size={14} />}
          onClick={() => void enableSound()}
          data-testid="sound-enable">
          {t('top.soundBlocked')}
        </Button>
      )}
      {me?.onDuty === true && me.dutyUntil != null && (
        <span className={`${styles['duty']} tabular`} data-testid="duty">
          {t('top.dutyUntil', { time: clockTime(me.dutyUntil, territory.zone) })}
        </span>
      )}
      <LinkChip zone={territory.zone} />
      {me !== undefined && <PresenceMenu me={me} />}
      <Bell open={openNotice} />
      <UserMenu openHelp={openHelp} />
    </header>
  );
}

function UserMenu({ openHelp }: { openHelp: () => void }) {
  const t = useText();
  const { i18n } = useTranslation();
  const { session } = useHere();
  const appearance = useAppearance();
  const queries = useQueryClient();
  const leave = async () => {
    await signOut().catch(() => undefined);
    queries.clear();
    queries.setQueryData(sessionKey, null);
  };
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={styles['user']}
          aria-label={t('top.userMenu', { name: session.name })}
          data-testid="user-menu">
          {initials(session.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles['who']}>
          <strong className="strong">{session.name}</strong>
          <br />
          <span className="dim">{session.roles.map((role) => t(`role.${role}`)).join(', ')}</span>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('top.appearance')}</Menu.Label>
        {appearances.map((one) => (
          <Menu.Item
            key={one}
            onClick={() => setAppearance(one)}
            data-testid={`appearance-${one}`}
            closeMenuOnClick={false}
            rightSection={one === appearance ? <IconCheck size={14} /> : null}>
            {t(`top.${one}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('top.language')}</Menu.Label>
        {(['fr', 'en'] as const).map((one) => (
          <Menu.Item
            key={one}
            onClick={() => void chooseLanguage(one)}
            data-testid={`language-${one}`}
            rightSection={one === i18n.language ? <IconCheck size={14} /> : null}>
            {one === 'fr' ? 'Français' : 'English'}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/alertes"
          leftSection={<IconBellRinging size={16} />}
          data-testid="my-alerts">
          {t('top.alerts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openHelp} data-testid="shortcuts">
          {t('top.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()} data-testid="sign-out">
          {t('top.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name
    .replace(/^(Dr|Pr|M\.|Mme)\s+/u, '')
    .split(/[^\p{Letter}]+/u)
    .filter((one) => one !== '');
  return words
    .slice(0, 2)
    .map((one) => one[0]?.toUpperCase() ?? '')
    .join('');
}
