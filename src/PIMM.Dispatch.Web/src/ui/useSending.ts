import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiFailure } from '../api/http';
import { newId } from './newId';

/** `why`: the refusal in the server's own words; '' when it gave no answer at all. */
export interface Answer {
  readonly done: boolean;
  readonly why: string;
}

export interface Sending {
  readonly busy: boolean;
  /** The last refusal; null: none. */
  readonly refusal: string | null;
  readonly send: (act: (key: string) => Promise<void>) => Promise<Answer>;
}

/**
 * Sends one act, then reads again what it may have changed. While no answer comes its key stays: tried again,
 * the act is still done once.
 */
export function useSending(changed: readonly (readonly unknown[])[]): Sending {
  const queries = useQueryClient();
  const [key, setKey] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = async (act: (key: string) => Promise<void>): Promise<Answer> => {
    setBusy(true);
    setRefusal(null);
    try {
      await act(key);
      setKey(newId());
      return { done: true, why: '' };
    } catch (error) {
      const answered = error instanceof ApiFailure && error.problem !== null;
      if (answered) setKey(newId());
      const why = answered ? error.message : '';
      setRefusal(why);
      return { done: false, why };
    } finally {
      setBusy(false);
      for (const queryKey of changed) void queries.invalidateQueries({ queryKey });
    }
  };
  return { busy, refusal, send };
}
