import { Button } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useState } from 'react';
import type { MyAlertsDto } from '../../contracts/alerts';
import { useText } from '../../texts/TextScope';
import { Refusal } from '../../ui/Refusal';
import { useSending } from '../../ui/useSending';
import styles from './Alerts.module.css';
import { ContactLine } from './ContactLine';
import { disablePush, enablePush, ownContact, pushObstacle } from './push';
import { myAlertsKey } from './useAlerts';

/** The browsers that are told while no page is open, this one first of all. */
export function Browsers({ mine }: { mine: MyAlertsDto }) {
  const t = useText();
  const { busy, refusal, send } = useSending([myAlertsKey]);
  const [obstacle, setObstacle] = useState(pushObstacle);
  const contacts = mine.contacts.filter((one) => one.channel === 'push');
  const own = contacts.find((one) => one.id === ownContact());
  const enable = () =>
    void send(async () => {
      await enablePush(mine.pushKey);
      setObstacle(pushObstacle());
    });
  return (
    <section className={styles['card']} aria-label={t('alerts.channel.push')}>
      <h2>{t('alerts.channel.push')}</h2>
      <p className="dim">{t('alerts.pushLead')}</p>
      <ul className={styles['contacts']}>
        {contacts.map((one) => (
          <ContactLine
            key={one.id}
            contact={one}
            here={one === own}
            removed={() => one === own && void disablePush()}
          />
        ))}
      </ul>
      {own === undefined &&
        (obstacle === null ? (
          <Button
            leftSection={<IconBellRinging size={18} />}
            loading={busy}
            onClick={enable}
            data-testid="push-enable">
            {t('alerts.pushEnable')}
          </Button>
        ) : (
          <p className={styles['note']} data-testid="push-obstacle">
            {t(`alerts.obstacle.${obstacle}`)}
          </p>
        ))}
      <Refusal text={refusal} />
    </section>
  );
}
