import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconBolt, IconEye, IconRoute } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useText } from '../../texts/TextScope';
import { ApiFailure, signIn } from '../../api/http';
import { Logo } from '../../ui/Logo';
import styles from './SignInPage.module.css';
import { sessionKey } from './useSession';

const statusTooMany = 429;

export function SignInPage({ expired }: { expired: boolean }) {
  const t = useText();
  return (
    <div className={styles['page']}>
      <aside className={styles['story']}>
        <div className={styles['brand']}>
          <Logo size={40} />
          <span>{t('product')}</span>
        </div>
        <h1>{t('tagline')}</h1>
        <ul>
          <Pledge
            icon={<IconRoute size={20} />}
            title={t('signIn.promise1')}
            text={t('signIn.promise1text')}
          />
          <Pledge
            icon={<IconBolt size={20} />}
            title={t('signIn.promise2')}
            text={t('signIn.promise2text')}
          />
          <Pledge icon={<IconEye size={20} />} title={t('signIn.promise3')} text={t('signIn.promise3text')} />
        </ul>
        <Trace />
      </aside>
      <main className={styles['side']}>
        <SignInForm expired={expired} />
      </main>
    </div>
  );
}

function SignInForm({ expired }: { expired: boolean }) {
  const t = useText();
  const queries = useQueryClient();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (user.trim() === '' || password === '') return setFailure(t('signIn.missing'));
    setBusy(true);
    setFailure(null);
    try {
      await signIn({ user: user.trim(), password, code: null });
      await queries.invalidateQueries({ queryKey: sessionKey });
    } catch (error) {
      const status = error instanceof ApiFailure ? error.status : 0;
      setPassword(status === 401 ? '' : password);
      setFailure(sayFailure(status, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles['small']}>
        <Logo size={44} />
      </div>
      <h2>{t('signIn.title')}</h2>
      <p className="dim">{t('signIn.lead')}</p>
      {expired && (
        <p className={styles['expired']} role="status">
          {t('signIn.expired')}
        </p>
      )}
      <TextInput
        label={t('signIn.user')}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
        size="md"
        autoComplete="username"
        autoCapitalize="none"
        autoFocus
        data-testid="sign-in-user"
      />
      <PasswordInput
        label={t('signIn.password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        size="md"
        autoComplete="current-password"
        data-testid="sign-in-password"
      />
      <div aria-live="assertive">
        {failure !== null && (
          <p className={styles['failure']} data-testid="sign-in-failure">
            <IconAlertTriangle size={18} aria-hidden /> {failure}
          </p>
        )}
      </div>
      <Button type="submit" size="md" fullWidth loading={busy} data-testid="sign-in-submit">
        {t('signIn.submit')}
      </Button>
    </form>
  );
}

function sayFailure(status: number, t: TFunction): string {
  if (status === 0) return t('signIn.noAnswer');
  if (status === 401 || status === 403) return t('signIn.wrong');
  if (status === statusTooMany) return t('signIn.locked');
  return t('signIn.failed', { status });
}

function Pledge({ icon, title, text }: { icon: ReactNode; title: string; text: string }) {
  return (
    <li>
      <span className={styles['icon']} aria-hidden>
        {icon}
      </span>
      <span>
        <strong>{title}</strong>
        <br />
        {text}
      </span>
    </li>
  );
}

/** The product's pulse line, drawn large. */
function Trace() {
  return (
    <svg className={styles['trace']} viewBox="0 0 800 160" preserveAspectRatio="none" aria-hidden>
      <path d="M0 90h210l26-52 40 112 34-86 22 26h120l20-34 26 58 20-24h282" />
    </svg>
  );
}
