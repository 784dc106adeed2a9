import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { ActionId, CaseDto } from '../../contracts/wire';
import { lengthMax } from '../../contracts/limits';
import { confirm } from '../../ui/confirm';
import { patientLine } from '../../ui/names';
import { pageClock } from '../../hub/pageClock';
import { useHere } from '../session/useSession';
import { allowedActions } from './actions';
import styles from './CasePanel.module.css';
import { useDraft } from './drafts';
import { assembled } from './parts';
import type { Draft } from './drafts';
import { CriticalBox, ReportText } from './ReportText';
import { useAct } from './useAct';

export function ReportTab({ one }: { one: CaseDto }) {
  const t = useText();
  const { session } = useHere();
  const allowed = allowedActions(one, { reader: session.reader, roles: session.roles });
  const writes = allowed.includes('sign');
  return (
    <>
      {one.critical != null && (
        <section className={styles['section']}>
          <CriticalBox critical={one.critical} />
        </section>
      )}
      {one.report != null && !writes && (
        <section className={styles['section']}>
          <ReportText report={one.report} />
        </section>
      )}
      {writes && <Editor one={one} />}
      {!writes && one.report == null && (
        <p className="dim">
          {t('report.none')}{' '}
          {allowed.includes('claim') || allowed.includes('accept') ? t('report.takeFirst') : ''}
        </p>
      )}
      {allowed.includes('addendum') && <Addition one={one} action="addendum" />}
      {allowed.includes('critical') && <Addition one={one} action="critical" />}
    </>
  );
}

function Editor({ one }: { one: CaseDto }) {
  const t = useText();
  const { session } = useHere();
  const act = useAct();
  // What others have read of a shared case is where its report begins.
  const parts = assembled(one);
  const saved = one.report?.text ?? parts;
  const draft = useDraft(session.user, `report.${one.id}`, saved);
  const [busy, setBusy] = useState<ActionId | null>(null);
  const empty = draft.text.trim() === '';
  const send = async (action: 'preliminary' | 'sign') => {
    if (action === 'sign') {
      const who = `${patientLine(one.patient, pageClock.now())} – ${one.exam.description}. `;
      const text = who + t('report.signText', { site: one.establishmentName });
      if (!(await confirm(t('report.signTitle'), text, t('action.sign')))) return;
    }
    setBusy(action);
    // Version 0: there was no report. One that somebody else wrote meanwhile is a conflict, not a loss.
    const done = await act(one, action, { text: draft.text, version: one.report?.version ?? 0 });
    setBusy(null);
    if (done) draft.discard();
  };
  return (
    <section className={styles['section']}>
      <EditorHead one={one} isDraft={draft.isDraft} />
      <Textarea
        value={draft.text}
        onChange={(event) => draft.change(event.currentTarget.value)}
        autosize
        minRows={10}
        maxRows={24}
        placeholder={t('report.placeholder')}
        aria-label={t('report.title')}
        data-testid="report-text"
        maxLength={lengthMax.report}
        size="md"
      />
      <EditorTools draft={draft} empty={empty} parts={parts} />
      <div className={`${styles['buttons']} ${styles['foot']}`}>
        <Button
          variant="default"
          disabled={empty || busy !== null}
          loading={busy === 'preliminary'}
          onClick={() => void send('preliminary')}
          data-testid="report-preliminary">
          {t('action.preliminary')}
        </Button>
        <Button
          className={styles['main'] ?? ''}
          disabled={empty || busy !== null}
          loading={busy === 'sign'}
          onClick={() => void send('sign')}
          data-testid="report-sign">
          {t('action.sign')}
        </Button>
      </div>
    </section>
  );
}

/** That the text is not signed yet, and that it is safe on this computer. */
function EditorHead({ one, isDraft }: { one: CaseDto; isDraft: boolean }) {
  const t = useText();
  return (
    <div className={`${styles['line']} ${styles['spread']}`}>
      {one.report == null ? (
        <span />
      ) : (
        <span className={styles['stamp']} data-state="preliminary">
          {t('report.provisional')}
        </span>
      )}
      {isDraft && (
        <span className="dim" data-testid="draft-kept">
          {t('report.draftKept')}
        </span>
      )}
    </div>
  );
}

function EditorTools({ draft, empty, parts }: { draft: Draft; empty: boolean; parts: string }) {
  const t = useText();
  return (
    <div className={styles['line']}>
      {empty && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => draft.change(t('report.templateText'))}
          data-testid="report-template">
          {t('report.template')}
        </Button>
      )}
      {parts !== '' && !draft.text.includes(parts.trim()) && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => draft.change(`${parts}${draft.text}`)}
          data-testid="report-parts">
          {t('parts.insert')}
        </Button>
      )}
      {draft.isDraft && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={draft.discard}
          data-testid="report-discard">
          {t('report.discard')}
        </Button>
      )}
    </div>
  );
}

/** An addendum or a critical result: closed until it is wanted. */
function Addition({ one, action }: { one: CaseDto; action: 'addendum' | 'critical' }) {
  const t = useText();
  const { session } = useHere();
  const act = useAct();
  const [opened, setOpened] = useState(false);
  const draft = useDraft(session.user, `${action}.${one.id}`, '');
  const critical = action === 'critical';
  const send = async () => {
    if (!(await act(one, action, { text: draft.text }))) return;
    draft.discard();
    setOpened(false);
  };
  if (!opened && !draft.isDraft) {
    return (
      <section className={styles['section']}>
        <Button
          variant={critical ? 'light' : 'default'}
          color={critical ? 'red' : 'gray'}
          onClick={() => setOpened(true)}
          data-testid={`report-${action}`}>
          {t(`action.${action}`)}
        </Button>
      </section>
    );
  }
  return (
    <section className={styles['section']}>
      <h3>{t(`action.${action}`)}</h3>
      {critical && <p className="dim">{t('report.criticalLead')}</p>}
      <Textarea
        value={draft.text}
        autosize
        minRows={3}
        onChange={(event) => draft.change(event.currentTarget.value)}
        aria-label={critical ? t('report.criticalText') : t('report.addendumText')}
        data-testid={`${action}-text`}
        maxLength={critical ? lengthMax.note : lengthMax.report}
        placeholder={critical ? t('report.criticalText') : t('report.addendumText')}
      />
      <div className={styles['line']}>
        <Button
          color={critical ? 'red' : 'teal'}
          disabled={draft.text.trim() === ''}
          onClick={() => void send()}
          data-testid={`${action}-send`}>
          {t(`action.${action}`)}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            draft.discard();
            setOpened(false);
          }}>
          {t('cancelButton')}
        </Button>
      </div>
    </section>
  );
}
