import { useCallback } from 'react';
import { useText } from '../../texts/TextScope';
import type { ActionId, CaseActionBody, CaseDto } from '../../contracts/wire';
import { useLink } from '../../hub/LinkScope';
import { whoHasIt } from '../../hub/outbox';
import { confirm } from '../../ui/confirm';
import { clockTime } from '../../ui/times';
import { toast } from '../../ui/toast';
import { useHere } from '../session/useSession';

/** Asks the server for an action on a case; resolves to true when it was done. Says what became of it. */
export type Act = (one: CaseDto, action: ActionId, body?: CaseActionBody | null) => Promise<boolean>;

const doneTexts = [
  'accept',
  'claim',
  'decline',
  'release',
  'sign',
  'preliminary',
  'addendum',
  'critical',
] as const;

export function useAct(): Act {
  const t = useText();
  const { territory } = useHere();
  const link = useLink();
  return useCallback(
    async (one, action, body = null) => {
      const { stale, liveness, dataAt } = link.current();
      if (stale) {
        const time = clockTime(dataAt, territory.zone, true);
        const go = await confirm(t('action.staleTitle'), t('action.staleText', { time }), t('confirmButton'));
        if (!go) return false;
      }
      if (liveness !== 'live') toast('done', t('action.notSent'));
      const answer = await link.act(one.id, action, body);
      if (answer.done) {
        const said = doneTexts.find((known) => known === action);
        toast('done', said === undefined ? t('action.done.other') : t(`action.done.${said}`));
        return true;
      }
      const holder = whoHasIt(answer, link.current().feed.readers);
      const why = answer.title ?? t('action.refusedUnknown');
      toast('refused', holder === null ? why : `${why} ${t('action.whoHas', { name: holder })}`);
      return false;
    },
    [link, t, territory.zone],
  );
}
