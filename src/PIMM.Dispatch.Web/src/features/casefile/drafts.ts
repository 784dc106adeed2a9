import { useCallback, useState } from 'react';
import { readSetting, writeSetting } from '../../ui/settings';

export interface Draft {
  readonly text: string;
  /** It differs from what the server has. */
  readonly isDraft: boolean;
  readonly change: (next: string) => void;
  readonly discard: () => void;
}

/**
 * A text that survives a closed tab and an expired session; kept per person, thrown away when it has
 * served.
 */
export function useDraft(user: string, name: string, initial: string): Draft {
  const key = `draft.${user}.${name}`;
  const [state, setState] = useState(() => ({ key, text: readSetting(key) }));
  // Another case in the same panel has its own draft.
  const text = state.key === key ? state.text : readSetting(key);
  const change = useCallback(
    (next: string) => {
      writeSetting(key, next === initial ? null : next);
      setState({ key, text: next });
    },
    [key, initial],
  );
  const discard = useCallback(() => {
    writeSetting(key, null);
    setState({ key, text: null });
  }, [key]);
  return { text: text ?? initial, isDraft: text !== null && text !== initial, change, discard };
}
