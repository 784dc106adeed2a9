import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { NoticeDto } from '../../contracts/wire';
import { LinkScope } from '../../hub/LinkScope';
import { Waiting } from '../../ui/Waiting';
import { KeyHelp } from '../keyboard/KeyHelp';
import { useKeys } from '../keyboard/useKeys';
import { useAlerting, useNoticeAlerts } from '../notices/alerting';
import { pagesOf, useHere, viewOf } from '../session/useSession';
import { NoRight } from './NoRight';
import { Palette } from './Palette';
import { Rail } from './Rail';
import styles from './Shell.module.css';
import { TopBar } from './TopBar';

/** What stands around every page but the wall. */
export function Shell() {
  const { session, territory } = useHere();
  const view = viewOf(session);
  if (view === null) return <NoRight />;
  return (
    <LinkScope territory={territory.id} view={view} waiting={<Waiting />} key={territory.id}>
      <Frame />
    </LinkScope>
  );
}

function Frame() {
  const t = useText();
  const { session } = useHere();
  const navigate = useNavigate();
  const path = useLocation({ select: (location) => location.pathname });
  const [help, setHelp] = useState(false);
  const [palette, setPalette] = useState(false);
  const { said } = useAlerting();
  const pages = pagesOf(session);

  const openNotice = useCallback(
    (notice: NoticeDto) => {
      const { caseId } = notice;
      // Whoever is told of a duty is asked to try out how to be reached on it.
      if (caseId === null) return void navigate({ to: '/alertes' });
      const to = pagesOf(session).includes('worklist') ? '/liste' : '/demandes';
      void navigate({ to, search: (before) => ({ ...before, cas: caseId }) });
    },
    [navigate, session],
  );
  useNoticeAlerts(openNotice);

  useKeys((command) => {
    switch (command) {
      case 'goList':
        return pages.includes('worklist') && go('/liste');
      case 'goWall':
        return pages.includes('wall') && go('/mur');
      case 'goRequests':
        return pages.includes('requests') && go('/demandes');
      case 'goRoster':
        return pages.includes('roster') && go('/planning');
      case 'goRehearsal':
        return pages.includes('rehearsal') && go('/rejouer');
      case 'palette':
        return (setPalette(true), true);
      case 'help':
        return (setHelp(true), true);
      default:
        return false;
    }
  });
  const go = (to: '/liste' | '/mur' | '/demandes' | '/planning' | '/rejouer'): true => {
    void navigate({ to });
    return true;
  };

  return (
    <div className={styles['shell']}>
      <a href="#contenu" className="skip">
        {t('skip')}
      </a>
      <Rail pages={pages} path={path} />
      <TopBar openNotice={openNotice} openPalette={() => setPalette(true)} openHelp={() => setHelp(true)} />
      <main id="contenu" className={styles['main']} tabIndex={-1}>
        <Outlet />
      </main>
      <div className="unseen" aria-live="assertive" data-testid="announcer">
        {said}
      </div>
      <KeyHelp opened={help} close={() => setHelp(false)} />
      <Palette
        opened={palette}
        close={() => setPalette(false)}
        pages={pages}
        openHelp={() => setHelp(true)}
      />
    </div>
  );
}
