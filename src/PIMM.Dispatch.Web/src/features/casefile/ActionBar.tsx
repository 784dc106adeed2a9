import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { ActionId, CaseDto } from '../../contracts/wire';
import { useHere } from '../session/useSession';
import { ActionForm } from './ActionForm';
import { allowedActions, isReasoned } from './actions';
import styles from './CasePanel.module.css';
import { useAct } from './useAct';

/** In the order in which they are shown; the report's own actions stand beside the report. */
const shown: readonly ActionId[] = [
  'accept',
  'claim',
  'resume',
  'validate',
  'protocol',
  'acquire',
  'images-complete',
  'decline',
  'hold',
  'release',
  'refuse',
  'reassign',
  'externalise',
  'urgency',
  'cancel',
];
const straight: ReadonlySet<ActionId> = new Set([
  'accept',
  'claim',
  'resume',
  'validate',
  'acquire',
  'images-complete',
]);

/** More buttons than this hide the one that matters. */
const buttonCountMax = 2;

export function ActionBar({ one }: { one: CaseDto }) {
  const t = useText();
  const { session } = useHere();
  const act = useAct();
  const [form, setForm] = useState<ActionId | null>(null);
  const allowed = allowedActions(one, { reader: session.reader, roles: session.roles });
  const offered = shown.filter((action) => allowed.includes(action));
  useEffect(() => setForm(null), [one.id, one.status]);
  if (offered.length === 0) return null;
  const choose = (action: ActionId) => {
    if (isReasoned(action) || action === 'protocol') setForm(action);
    else void act(one, action);
  };
  const label = (action: ActionId) =>
    action === 'urgency' ? t('case.changeUrgency') : t(`action.${action}`);
  return (
    <div className={styles['actions']}>
      <div className={styles['buttons']}>
        {offered.slice(0, buttonCountMax).map((action) => (
          <Button
            key={action}
            variant={straight.has(action) ? 'filled' : 'default'}
            onClick={() => choose(action)}
            className={straight.has(action) ? (styles['main'] ?? '') : ''}
            data-testid={`action-${action}`}>
            {label(action)}
          </Button>
        ))}
        {offered.length > buttonCountMax && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" px={10} aria-label={t('action.more')} data-testid="action-more">
                <IconDots size={18} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {offered.slice(buttonCountMax).map((action) => (
                <Menu.Item key={action} onClick={() => choose(action)} data-testid={`action-${action}`}>
                  {label(action)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {form !== null && <ActionForm key={form} one={one} action={form} close={() => setForm(null)} />}
    </div>
  );
}
