import { Button } from '@mantine/core';
import { Fragment } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { birthDay } from '../../ui/names';
import { clockTime } from '../../ui/times';
import { useHere } from '../session/useSession';
import { allowedActions } from './actions';
import styles from './CasePanel.module.css';
import { reasonText } from './reasonText';
import { useAct } from './useAct';

interface Fact {
  readonly name: string;
  readonly value: string | null | undefined;
  readonly alarm?: boolean;
}

export function RequestTab({ one }: { one: CaseDto }) {
  const t = useText();
  const { territory } = useHere();
  return (
    <>
      <Derived one={one} />
      <Clinical one={one} />
      {one.protocol != null && (
        <section className={styles['section']}>
          <h3>{t('case.protocol')}</h3>
          <p className={styles['text']}>{one.protocol}</p>
        </section>
      )}
      <section className={styles['section']}>
        <h3>{t('case.exam')}</h3>
        <Facts
          facts={[
            { name: t('case.specialty'), value: t(`specialty.${one.specialty}`) },
            { name: t('case.region'), value: `${t(`region.${one.region}`)} · ${one.exam.modality}` },
            { name: t('case.priors'), value: one.exam.priors == null ? null : String(one.exam.priors) },
            { name: t('case.requestedAt'), value: clockTime(one.requestedAt, territory.zone) },
            {
              name: t('case.imagesAt'),
              value: one.imagesCompleteAt == null ? null : clockTime(one.imagesCompleteAt, territory.zone),
            },
            { name: t('case.dueAt'), value: one.dueAt == null ? null : clockTime(one.dueAt, territory.zone) },
            { name: t('case.accession'), value: one.accessionNumber },
            { name: t('case.studyUid'), value: one.studyInstanceUid },
            { name: t('action.why'), value: one.reason == null ? null : reasonText(one.reason, t) },
          ]}
        />
      </section>
      <Identity one={one} />
    </>
  );
}

/** What was only derived from the images asks for a person's word. */
function Derived({ one }: { one: CaseDto }) {
  const t = useText();
  const { session } = useHere();
  const act = useAct();
  if (!one.derived) return null;
  const may = allowedActions(one, { reader: session.reader, roles: session.roles }).includes('urgency');
  const body = {
    reason: 'derived-confirmed',
    urgency: one.urgency,
    specialty: one.specialty,
    region: one.region,
  };
  return (
    <section className={styles['section']}>
      <div className={styles['banner']}>
        <span>
          {t('case.confirmDerivedTitle')}
          <br />
          {t(`urgency.${one.urgency}.label`)} · {t(`specialty.${one.specialty}`)} ·{' '}
          {t(`region.${one.region}`)}
        </span>
        {may && (
          <Button
            size="compact-sm"
            onClick={() => void act(one, 'urgency', body)}
            data-testid="confirm-derived">
            {t('case.confirmDerived')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Clinical({ one }: { one: CaseDto }) {
  const t = useText();
  const { clinical } = one;
  if (clinical == null)
    return (
      <section className={styles['section']}>
        <p className="dim">{t('case.noClinical')}</p>
      </section>
    );
  const pregnancy = clinical.pregnancy == null ? null : clinical.pregnancy ? t('case.yes') : t('case.no');
  return (
    <section className={styles['section']}>
      <Facts
        facts={[
          { name: t('case.indication'), value: clinical.indication },
          { name: t('case.question'), value: clinical.question },
          { name: t('case.allergies'), value: clinical.allergies, alarm: true },
          { name: t('case.creatinine'), value: clinical.creatinine },
          { name: t('case.pregnancy'), value: pregnancy, alarm: clinical.pregnancy === true },
          { name: t('case.weight'), value: clinical.weightKg == null ? null : `${clinical.weightKg} kg` },
          { name: t('case.requester'), value: clinical.requester },
        ]}
      />
      {clinical.callBack != null && clinical.callBack !== '' && (
        <Button
          component="a"
          href={`tel:${clinical.callBack.replaceAll(' ', '')}`}
          variant="default"
          data-testid="call-back">
          {t('case.callBack')} {clinical.callBack}
        </Button>
      )}
    </section>
  );
}

function Identity({ one }: { one: CaseDto }) {
  const t = useText();
  const { patient } = one;
  if (patient == null) return null;
  const marks = { qualified: '✔', provisional: '⚠', conflict: '✖' };
  return (
    <section className={styles['section']}>
      <h3>
        {marks[patient.identity]} {t(`case.identity.${patient.identity}`)}
      </h3>
      <Facts
        facts={[
          { name: t('case.patientId'), value: patient.patientId },
          { name: t('case.ins'), value: patient.ins },
          { name: t('requestForm.birthDate'), value: birthDay(patient.birthDate) },
        ]}
      />
    </section>
  );
}

/** Only what is known: a list of dashes hides the one value that matters. */
function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles['facts']}>
      {facts
        .filter((one) => one.value != null && one.value !== '')
        .map((one) => (
          <Fragment key={one.name}>
            <dt>{one.name}</dt>
            <dd className={one.alarm === true ? styles['alarm'] : ''}>{one.value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
