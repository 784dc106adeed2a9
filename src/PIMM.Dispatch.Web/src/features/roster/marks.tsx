import {
  IconAlertTriangle,
  IconArrowUpRight,
  IconBuildingHospital,
  IconCalendarEvent,
  IconHome,
  IconMoon,
} from '@tabler/icons-react';
import { useText } from '../../texts/TextScope';
import type { DutyLineId } from '../../contracts/roster';
import type { SlotState } from './grid';
import styles from './Roster.module.css';

const kindIcons = {
  'on-site': IconBuildingHospital,
  'on-call': IconHome,
  session: IconCalendarEvent,
  'deep-night': IconMoon,
} as const;

/** On site, at home, a session, the deep night: a shape beside the colour. */
export function KindIcon({ kind }: { kind: DutyLineId }) {
  const t = useText();
  const Icon = kindIcons[kind];
  return (
    <span className={styles['kind']} data-kind={kind} title={t(`roster.kind.${kind}`)}>
      <Icon size={15} stroke={1.8} aria-hidden />
    </span>
  );
}

export function StateIcon({ state }: { state: SlotState }) {
  if (state === 'gap' || state === 'partial') return <IconAlertTriangle size={14} stroke={2} aria-hidden />;
  if (state === 'external') return <IconArrowUpRight size={14} stroke={2} aria-hidden />;
  return null;
}
