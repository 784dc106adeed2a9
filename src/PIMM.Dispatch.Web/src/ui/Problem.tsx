import { Button } from '@mantine/core';
import { useText } from '../texts/TextScope';
import styles from './Waiting.module.css';

/** A page that cannot be shown says so plainly and offers the way out. */
export function Problem({
  title,
  lead,
  button,
  act,
}: {
  title: string;
  lead?: string;
  button: string;
  act: () => void;
}) {
  return (
    <div className={styles['waiting']} role="alert">
      <h1>{title}</h1>
      {lead !== undefined && <p>{lead}</p>}
      <Button onClick={act} data-testid="problem-act">
        {button}
      </Button>
    </div>
  );
}

export function PageFailure() {
  const t = useText();
  return (
    <Problem
      title={t('failure.title')}
      lead={t('failure.lead')}
      button={t('failure.reload')}
      act={() => location.reload()}
    />
  );
}
