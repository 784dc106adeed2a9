import { Link } from '@tanstack/react-router';
import {
  IconCalendarWeek,
  IconClipboardHeart,
  IconDeviceTv,
  IconListDetails,
  IconRotateClockwise2,
} from '@tabler/icons-react';
import { useText } from '../../texts/TextScope';
import { Logo } from '../../ui/Logo';
import { isTechnologist, useHere } from '../session/useSession';
import type { PageId } from '../session/useSession';
import styles from './Shell.module.css';

export function Rail({ pages, path }: { pages: readonly PageId[]; path: string }) {
  const t = useText();
  const { session } = useHere();
  const all = [
    { page: 'worklist', to: '/liste', text: t('rail.worklist'), icon: IconListDetails },
    {
      page: 'requests',
      to: '/demandes',
      icon: IconClipboardHeart,
      text: isTechnologist(session) ? t('rail.acquisitions') : t('rail.requests'),
    },
    { page: 'wall', to: '/mur', text: t('rail.wall'), icon: IconDeviceTv },
    { page: 'roster', to: '/planning', text: t('rail.roster'), icon: IconCalendarWeek },
    { page: 'rehearsal', to: '/rejouer', text: t('rail.rehearsal'), icon: IconRotateClockwise2 },
  ] as const;
  return (
    <nav
      className={styles['rail']}
      aria-label={t('rail.label')}
      data-spare={pages.length < 2 || path.endsWith('/nouvelle')}>
      <div className={styles['mark']}>
        <Logo size={36} />
      </div>
      {all
        .filter((one) => pages.includes(one.page))
        .map(({ page, to, text, icon: Icon }) => (
          <Link
            key={page}
            to={to}
            className={styles['link']}
            data-active={path.startsWith(to)}
            data-testid={`rail-${page}`}
            aria-current={path === to ? 'page' : undefined}>
            <Icon size={22} stroke={1.7} aria-hidden />
            {text}
          </Link>
        ))}
    </nav>
  );
}
