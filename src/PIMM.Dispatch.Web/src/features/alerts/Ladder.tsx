import { IconBellRinging, IconMessage, IconPhone } from '@tabler/icons-react';
import type { MyAlertsDto } from '../../contracts/alerts';
import { useText } from '../../texts/TextScope';
import { UrgencyMark } from '../../ui/Urgency';
import styles from './Alerts.module.css';
import { myLadders } from './ladders';
import type { MyLadder } from './ladders';

const icons = { push: IconBellRinging, text: IconMessage, voice: IconPhone } as const;
const urgencies = ['vital', 'urgent', 'semi-urgent', 'scheduled'] as const;

/** What will happen while I do not acknowledge, with what I lack for it. */
export function Ladder({ mine }: { mine: MyAlertsDto }) {
  const t = useText();
  return (
    <section className={styles['card']} aria-label={t('alerts.ladder')}>
      <h2>{t('alerts.ladder')}</h2>
      <p className="dim">{t('alerts.ladderLead')}</p>
      <dl className={styles['ladder']}>
        {myLadders(mine).map((one) => (
          <Rung key={one.urgency} one={one} />
        ))}
      </dl>
    </section>
  );
}

function Rung({ one }: { one: MyLadder }) {
  const t = useText();
  const urgency = urgencies.find((known) => known === one.urgency);
  return (
    <div data-testid="ladder" data-urgency={one.urgency}>
      <dt>
        {urgency === undefined ? (
          t('alerts.otherNotices')
        ) : (
          <>
            <UrgencyMark urgency={urgency} />
            {t(`urgency.${urgency}.label`)}
          </>
        )}
      </dt>
      <dd>
        {one.steps.length === 0 && <span className="dim">{t('alerts.screenOnly')}</span>}
        {one.steps.map((step) => {
          const Icon = icons[step.channel];
          const minutes = Math.round(step.afterSeconds / 60);
          return (
            <span key={step.channel + step.afterSeconds} className={styles['step']} data-means={step.means}>
              <Icon size={16} aria-hidden />
              {t(`alerts.step.${step.channel}`)}{' '}
              {step.afterSeconds === 0
                ? t('alerts.atOnce')
                : step.afterSeconds < 60
                  ? t('alerts.afterSeconds', { count: step.afterSeconds })
                  : t('alerts.afterMinutes', { count: minutes })}
              {step.means !== 'ready' && <em>{t(`alerts.means.${step.means}`)}</em>}
            </span>
          );
        })}
      </dd>
    </div>
  );
}
