import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { IconArrowLeft, IconSend } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ChangeEvent, FormEvent } from 'react';
import { useText } from '../../texts/TextScope';
import { ApiFailure, openRequest } from '../../api/http';
import { lengthMax } from '../../contracts/limits';
import { newId } from '../../ui/newId';
import { readSetting, writeSetting } from '../../ui/settings';
import { clockTime } from '../../ui/times';
import { toast } from '../../ui/toast';
import { useHere } from '../session/useSession';
import { Choice, ExamButtons, UrgencyButtons } from './FormButtons';
import styles from './NewRequest.module.css';
import { bodyOf, emptyDraft, faultsOf, parseDraft } from './requestForm';
import type { RequestDraft } from './requestForm';
import { sitesOf } from './sites';

export interface FormPart {
  readonly draft: RequestDraft;
  readonly set: (part: Partial<RequestDraft>) => void;
  /** The words for what is missing in a field; null while the person has not tried to send. */
  readonly fault: (field: keyof RequestDraft) => string | null;
}

export function NewRequestPage() {
  const t = useText();
  const navigate = useNavigate();
  const form = useRequestForm();
  return (
    <form
      className={styles['page']}
      onSubmit={(event) => void form.submit(event)}
      noValidate
      data-testid="request-form">
      <header className={styles['head']}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={18} />}
          data-testid="request-back"
          onClick={() => void navigate({ to: '/demandes' })}>
          {t('back')}
        </Button>
        <h1>{t('requestForm.title')}</h1>
        {form.restored && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={form.discard}
            data-testid="request-discard">
            {t('requestForm.discardDraft')}
          </Button>
        )}
      </header>
      <div className={styles['grid']}>
        <UrgencyButtons {...form} />
        <ExamButtons {...form} />
        <PatientFields {...form} />
        <ClinicalFields {...form} />
        <SafetyFields {...form} />
      </div>
      <footer className={styles['foot']}>
        <div aria-live="assertive" className={styles['failure']} data-testid="request-failure">
          {form.failure}
        </div>
        <Button
          type="submit"
          size="lg"
          loading={form.busy}
          leftSection={<IconSend size={20} />}
          data-testid="request-submit">
          {t('requestForm.submit')}
        </Button>
      </footer>
    </form>
  );
}

function useRequestForm() {
  const t = useText();
  const { session, territory } = useHere();
  const navigate = useNavigate();
  const draftName = `draft.${session.user}.request.${territory.id}`;
  const sites = sitesOf(session, territory);
  const usual = { ...emptyDraft, establishment: sites.length === 1 ? (sites[0]?.id ?? '') : '' };
  const [draft, setDraft] = useState<RequestDraft>(() => ({
    ...usual,
    ...nonEmpty(parseDraft(readSetting(draftName))),
  }));
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // The same key until the request is in: trying again after a lost answer opens no second case.
  const [key, setKey] = useState(newId);
  const faults = faultsOf(draft);

  const set = (part: Partial<RequestDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    setFailure(null);
    setKey(newId());
    writeSetting(draftName, JSON.stringify(next));
  };
  const discard = () => {
    writeSetting(draftName, null);
    setDraft(usual);
    setTried(false);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const first = Object.values(faults)[0];
    if (first !== undefined) return setFailure(t(`requestForm.${first}`));
    setBusy(true);
    try {
      const exam = draft.exam === '' ? 'other' : draft.exam;
      const made = await openRequest(bodyOf(draft, territory.id, t(`requestForm.exams.${exam}`)), key);
      discard();
      toast('done', t('requests.sent', { time: clockTime(made.requestedAt, territory.zone) }));
      await navigate({ to: '/demandes', search: { cas: made.id } });
    } catch (error) {
      const answered = error instanceof ApiFailure && error.status !== 0;
      setFailure(answered ? t('requestForm.failed', { title: error.message }) : t('requestForm.noAnswer'));
    } finally {
      setBusy(false);
    }
  };
  const fault = (field: keyof RequestDraft): string | null => {
    const found = faults[field];
    return tried && found !== undefined ? t(`requestForm.${found}`) : null;
  };
  const restored = draft.familyName !== '' || draft.indication !== '' || draft.urgency !== '';
  return { draft, set, fault, discard, submit, failure, busy, restored, sites };
}

function nonEmpty(draft: RequestDraft): Partial<RequestDraft> {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== ''));
}

function PatientFields({ draft, set, fault, sites }: FormPart & { sites: ReturnType<typeof sitesOf> }) {
  const t = useText();
  const text = (name: 'familyName' | 'givenName' | 'birthDate' | 'patientId') => ({
    label: t(`requestForm.${name}`),
    value: draft[name],
    error: fault(name),
    'data-testid': `request-${name}`,
    maxLength: lengthMax.name,
    onChange: (event: ChangeEvent<HTMLInputElement>) => set({ [name]: event.currentTarget.value }),
  });
  return (
    <fieldset className={styles['block']}>
      <legend>{t('requestForm.patient')}</legend>
      {sites.length > 1 && (
        <Select
          label={t('requestForm.site')}
          data={sites.map((one) => ({ value: one.id, label: one.name }))}
          searchable
          value={draft.establishment === '' ? null : draft.establishment}
          error={fault('establishment')}
          onChange={(id) => id !== null && set({ establishment: id })}
          data-testid="request-site"
        />
      )}
      <div className={styles['pair']}>
        <TextInput {...text('familyName')} required withAsterisk={false} autoComplete="off" />
        <TextInput {...text('givenName')} autoComplete="off" />
      </div>
      <div className={styles['pair']}>
        <TextInput {...text('birthDate')} placeholder="JJ/MM/AAAA" inputMode="numeric" autoComplete="off" />
        <TextInput {...text('patientId')} autoComplete="off" />
      </div>
      <Choice
        label={t('requestForm.sex')}
        value={draft.sex}
        name="sex"
        change={(sex) => set({ sex })}
        options={[
          ['F', t('requestForm.female')],
          ['M', t('requestForm.male')],
          ['O', t('requestForm.otherSex')],
        ]}
      />
    </fieldset>
  );
}

function ClinicalFields({ draft, set, fault }: FormPart) {
  const t = useText();
  return (
    <fieldset className={styles['block']}>
      <legend>{t('requestForm.clinical')}</legend>
      <Textarea
        label={t('requestForm.indication')}
        placeholder={t('requestForm.indicationHint')}
        autosize
        minRows={2}
        maxRows={6}
        value={draft.indication}
        error={fault('indication')}
        onChange={(event) => set({ indication: event.currentTarget.value })}
        data-testid="request-indication"
        maxLength={lengthMax.note}
      />
      <Textarea
        label={t('requestForm.question')}
        placeholder={t('requestForm.questionHint')}
        autosize
        minRows={1}
        maxRows={4}
        value={draft.question}
        onChange={(event) => set({ question: event.currentTarget.value })}
        data-testid="request-question"
        maxLength={lengthMax.note}
      />
      <TextInput
        label={t('requestForm.callBack')}
        type="tel"
        value={draft.callBack}
        autoComplete="tel"
        onChange={(event) => set({ callBack: event.currentTarget.value })}
        data-testid="request-callBack"
        maxLength={lengthMax.phone}
      />
    </fieldset>
  );
}

function SafetyFields({ draft, set }: FormPart) {
  const t = useText();
  return (
    <fieldset className={styles['block']}>
      <legend>{t('requestForm.safety')}</legend>
      <TextInput
        label={t('requestForm.allergies')}
        value={draft.allergies}
        data-testid="request-allergies"
        maxLength={lengthMax.short}
        onChange={(event) => set({ allergies: event.currentTarget.value })}
      />
      <div className={styles['pair']}>
        <TextInput
          label={t('requestForm.creatinine')}
          value={draft.creatinine}
          data-testid="request-creatinine"
          maxLength={lengthMax.short}
          onChange={(event) => set({ creatinine: event.currentTarget.value })}
          placeholder="µmol/L"
        />
        <TextInput
          label={t('requestForm.weight')}
          value={draft.weight}
          inputMode="numeric"
          data-testid="request-weight"
          onChange={(event) => set({ weight: event.currentTarget.value.replace(/\D/gu, '') })}
        />
      </div>
      <Choice
        label={t('requestForm.pregnancy')}
        value={draft.pregnancy}
        name="pregnancy"
        change={(pregnancy) => set({ pregnancy })}
        options={[
          ['yes', t('requestForm.yes')],
          ['no', t('requestForm.no')],
        ]}
      />
    </fieldset>
  );
}
