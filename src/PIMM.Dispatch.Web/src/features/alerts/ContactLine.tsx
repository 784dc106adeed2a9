import { ActionIcon, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { removeContact, testContact } from '../../api/alerts';
import type { ContactDto, ContactTestDto } from '../../contracts/alerts';
import { useText } from '../../texts/TextScope';
import { clockTime, shortDate } from '../../ui/times';
import { Refusal } from '../../ui/Refusal';
import { useSending } from '../../ui/useSending';
import { useHere } from '../session/useSession';
import styles from './Alerts.module.css';
import { StateMark } from './StateMark';
import { myAlertsKey } from './useAlerts';

interface ContactLineProps {
  contact: ContactDto;
  /** This very browser. */
  here?: boolean;
  removed?: () => void;
}

/** A contact with its state, a test all the way, and the way out. */
export function ContactLine({ contact, here = false, removed }: ContactLineProps) {
  const t = useText();
  const { territory } = useHere();
  const { busy, refusal, send } = useSending([myAlertsKey]);
  const [result, setResult] = useState<ContactTestDto | null>(null);
  const at = contact.state === 'fails' ? contact.failedAt : contact.workedAt;
  const test = () => void send(async (key) => setResult(await testContact(contact.id, key)));
  const remove = async () => {
    const { done } = await send(() => removeContact(contact.id));
    if (done) removed?.();
  };
  return (
    <li className={styles['contact']} data-testid="contact" data-channel={contact.channel}>
      <div className={styles['contactHead']}>
        <strong className="strong tabular clip">{contact.label}</strong>
        {here && <span className={styles['here']}>{t('alerts.thisBrowser')}</span>}
        <StateMark state={contact.state} />
      </div>
      <p className="dim">
        {at === null
          ? t('alerts.stateLead.untested')
          : t(`alerts.stateLead.${contact.state}`, {
              when: `${shortDate(Date.parse(at), territory.zone)} ${clockTime(at, territory.zone)}`,
            })}
      </p>
      {result !== null && (
        <p className={styles['result']} data-sent={result.sent} role="status" data-testid="test-result">
          {result.sent ? t('alerts.testSent') : t('alerts.testFailed', { code: result.code ?? '–' })}
        </p>
      )}
      <Refusal text={refusal} />
      <div className={styles['buttons']}>
        <Button
          variant="default"
          size="compact-sm"
          loading={busy}
          onClick={test}
          data-testid="contact-test">
          {t('alerts.test')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          onClick={() => void remove()}
          aria-label={t('alerts.remove', { contact: contact.label })}
          data-testid="contact-remove">
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </div>
    </li>
  );
}
