import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useText } from '../../texts/TextScope';
import { minutesInWords } from '../../ui/times';
import { useNow } from '../../ui/useNow';
import { addressOf, isFiltered, parseFilters } from './filters';
import styles from './Empty.module.css';
import type { Worklist } from './useWorklist';

/** An empty list says why it is empty: nothing waits, or the filters hide it. */
export function Empty({ list }: { list: Worklist }) {
  const t = useText();
  const now = useNow();
  const last = Math.max(0, ...[...list.cases.values()].map((one) => Date.parse(one.signedAt ?? '') || 0));
  const filtered = isFiltered(list.filters);
  return (
    <div className={styles['empty']} data-testid="empty">
      <IconCircleCheck size={44} stroke={1.3} aria-hidden />
      <p className="strong">{filtered ? t('list.emptyFiltered') : t('list.empty')}</p>
      {filtered && (
        <Button
          variant="default"
          data-testid="empty-clear"
          onClick={() => list.setFilters(parseFilters({ onglet: addressOf(list.filters).onglet ?? '' }))}>
          {t('list.clear')}
        </Button>
      )}
      {!filtered && last > 0 && (
        <p className="dim">{t('list.emptyLast', { time: minutesInWords(now - last) })}</p>
      )}
    </div>
  );
}
