import { Kbd, Modal, Switch } from '@mantine/core';
import { useText } from '../../texts/TextScope';
import styles from './KeyHelp.module.css';
import { useLetters } from './useKeys';

export function KeyHelp({ opened, close }: { opened: boolean; close: () => void }) {
  const t = useText();
  const [letters, setLetters] = useLetters();
  const then = ` ${t('keys.then')} `;
  const rows: readonly (readonly [string, string])[] = [
    ['j', t('keys.next')],
    ['k', t('keys.previous')],
    [t('keys.enterKey'), t('keys.viewer')],
    ['o', t('keys.open')],
    ['p', t('keys.take')],
    ['z', t('keys.hold')],
    ['/', t('keys.search')],
    ['f', t('keys.filters')],
    ['r', t('keys.apply')],
    [`g${then}l`, t('keys.goList')],
    [`g${then}m`, t('keys.goWall')],
    [`g${then}d`, t('keys.goRequests')],
    [`g${then}p`, t('keys.goRoster')],
    [`g${then}n`, t('keys.goRehearsal')],
    ['Ctrl + K', t('keys.palette')],
    ['?', t('keys.help')],
  ];
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('keys.title')}
      size="md"
      closeButtonProps={{ 'aria-label': t('close') }}>
      <p className="dim">{t('keys.lead')}</p>
      <dl className={styles['keys']} data-testid="key-help">
        {rows.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Switch
        checked={letters}
        onChange={(event) => setLetters(event.currentTarget.checked)}
        label={t('keys.enabled')}
        data-testid="keys-enabled"
      />
    </Modal>
  );
}
