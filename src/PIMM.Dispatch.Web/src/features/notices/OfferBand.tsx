import { Button, Menu } from '@mantine/core';
import { useMemo } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { useLink, useLinkView } from '../../hub/LinkScope';
import { duration, timeLeft } from '../../ui/times';
import { UrgencyMark } from '../../ui/Urgency';
import { useNow } from '../../ui/useNow';
import { reasonCodes } from '../casefile/actions';
import { useAct } from '../casefile/useAct';
import { useHere } from '../session/useSession';
import { silence, useAlerting } from './alerting';
import styles from './OfferBand.module.css';
import { offersTo } from './offers';

/** Band 1: what was given to this reader and waits for an answer; red when a life may hang on it. */
export function OfferBand({
  cases,
  show,
}: {
  cases: ReadonlyMap<string, CaseDto>;
  show: (id: string) => void;
}) {
  const { session } = useHere();
  const offers = useMemo(() => offersTo(session.reader ?? null, cases.values()), [cases, session.reader]);
  const first = offers[0];
  return first === undefined ? null : <Offer one={first} more={offers.length - 1} show={show} />;
}

function Offer({ one, more, show }: { one: CaseDto; more: number; show: (id: string) => void }) {
  const t = useText();
  const vital = one.urgency === 'vital';
  return (
    <section
      className={styles['band']}
      data-vital={vital}
      aria-label={t('offer.mine')}
      data-testid="offer"
      data-case={one.id}>
      <UrgencyMark urgency={one.urgency} size="large" />
      <button type="button" className={styles['what']} onClick={() => show(one.id)} data-testid="offer-open">
        <strong>
          {t('offer.mine')} : {one.exam.description}, {one.establishmentName}
        </strong>
        <OfferTimes one={one} />
        {more > 0 && <span>{t('offer.more', { count: more })}</span>}
      </button>
      <OfferButtons one={one} show={show} />
    </section>
  );
}

function OfferButtons({ one, show }: { one: CaseDto; show: (id: string) => void }) {
  const t = useText();
  const { feed } = useLinkView();
  const link = useLink();
  const act = useAct();
  const { settings, silenced } = useAlerting();
  const answered = () => {
    for (const notice of feed.notices.values()) {
      if (notice.caseId === one.id) void link.acknowledge(notice.id);
    }
  };
  const accept = async () => {
    if (await act(one, 'accept')) answered();
    show(one.id);
  };
  const decline = async (reason: string) => {
    if (await act(one, 'decline', { reason })) answered();
  };
  return (
    <div className={styles['buttons']}>
      {!settings.muted && !silenced.has(one.id) && (
        <Button variant="default" onClick={() => silence(one.id)} data-testid="offer-mute">
          {t('notices.mute')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" data-testid="offer-decline">
            {t('offer.decline')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('action.why')}</Menu.Label>
          {reasonCodes.decline.map((code) => (
            <Menu.Item key={code} onClick={() => void decline(code)} data-testid={`decline-${code}`}>
              {t(`reason.${code}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        color={one.urgency === 'vital' ? 'red' : 'teal'}
        onClick={() => void accept()}
        data-testid="offer-accept">
        {t('offer.accept')}
      </Button>
    </div>
  );
}

function OfferTimes({ one }: { one: CaseDto }) {
  const t = useText();
  const now = useNow();
  const left = timeLeft(one, now);
  const answer = one.offerExpiresAt == null ? null : Date.parse(one.offerExpiresAt) - now;
  return (
    <span className="tabular">
      {left.late ? t('offer.late', { time: left.text.slice(1) }) : t('offer.left', { time: left.text })}
      {answer !== null && (
        <>
          {' '}
          ·{' '}
          <b data-testid="offer-countdown">
            {answer > 0 ? t('offer.expires', { time: duration(answer) }) : t('offer.expired')}
          </b>
        </>
      )}
    </span>
  );
}
