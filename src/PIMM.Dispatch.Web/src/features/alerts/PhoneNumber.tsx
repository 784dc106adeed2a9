import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { addContact } from '../../api/alerts';
import type { MyAlertsDto } from '../../contracts/alerts';
import { useText } from '../../texts/TextScope';
import { Refusal } from '../../ui/Refusal';
import { useSending } from '../../ui/useSending';
import styles from './Alerts.module.css';
import { ContactLine } from './ContactLine';
import { international } from './numbers';
import { myAlertsKey } from './useAlerts';

/** The number of a channel; it is never shown whole again once it is kept. */
export function PhoneNumber({ mine, channel }: { mine: MyAlertsDto; channel: 'text' | 'voice' }) {
  const t = useText();
  const [number, setNumber] = useState('');
  const { busy, refusal, send } = useSending([myAlertsKey]);
  const contact = mine.contacts.find((one) => one.channel === channel);
  const configured = mine.channels.includes(channel);
  const written = international(number);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (written === null) return;
    const { done } = await send(async () => void (await addContact({ channel, number: written })));
    if (done) setNumber('');
  };
  return (
    <section className={styles['card']} aria-label={t(`alerts.channel.${channel}`)}>
      <h2>{t(`alerts.channel.${channel}`)}</h2>
      {!configured && (
        <p className={styles['note']} data-testid={`no-gateway-${channel}`}>
          {t('alerts.noGateway')}
        </p>
      )}
      {contact !== undefined && (
        <ul className={styles['contacts']}>
          <ContactLine contact={contact} />
        </ul>
      )}
      {configured && contact === undefined && (
        <form className={styles['number']} onSubmit={(event) => void keep(event)}>
          <TextInput
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            label={t(`alerts.number.${channel}`)}
            placeholder="06 00 00 00 00"
            value={number}
            error={number.length >= 10 && written === null ? t('alerts.numberWrong') : undefined}
            onChange={(event) => setNumber(event.currentTarget.value)}
            data-testid={`number-${channel}`}
          />
          <Button
            type="submit"
            variant="default"
            loading={busy}
            disabled={written === null}
            data-testid={`number-keep-${channel}`}>
            {t('alerts.keep')}
          </Button>
        </form>
      )}
      <Refusal text={refusal} />
    </section>
  );
}
