import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { CaseDto, ReaderDto, ViewId } from '../contracts/wire';
import { DispatchLink } from './link';
import type { LinkView } from './link';
import { overlaid } from './outbox';
import { tellNoticed, tellSignedOut } from './signals';

/**
 * A page that leaves and one that arrives may want the same view: its connection lives this long without a
 * user.
 */
const lingerMilliseconds = 2_000;

interface Held {
  readonly link: DispatchLink;
  users: number;
  closing: ReturnType<typeof setTimeout> | undefined;
}

const held = new Map<string, Held>();

function acquire(territory: string, view: ViewId): DispatchLink {
  const key = `${territory} ${view}`;
  const known = held.get(key);
  if (known !== undefined) {
    clearTimeout(known.closing);
    known.users += 1;
    return known.link;
  }
  const link = new DispatchLink(territory, view, { noticed: tellNoticed, signedOut: tellSignedOut });
  held.set(key, { link, users: 1, closing: undefined });
  return link;
}

function release(territory: string, view: ViewId): void {
  const key = `${territory} ${view}`;
  const known = held.get(key);
  if (known === undefined) return;
  known.users -= 1;
  if (known.users > 0) return;
  known.closing = setTimeout(() => {
    held.delete(key);
    known.link.close();
  }, lingerMilliseconds);
}

const LinkContext = createContext<DispatchLink | null>(null);

/** Gives its children one live view of one territory. */
export function LinkScope(props: {
  territory: string;
  view: ViewId;
  waiting?: ReactNode;
  children: ReactNode;
}) {
  const { territory, view } = props;
  const [link, setLink] = useState<DispatchLink | null>(null);
  useEffect(() => {
    setLink(acquire(territory, view));
    return () => {
      setLink(null);
      release(territory, view);
    };
  }, [territory, view]);
  if (link === null) return props.waiting ?? null;
  return <LinkContext value={link}>{props.children}</LinkContext>;
}

export function useLink(): DispatchLink {
  const link = useContext(LinkContext);
  if (link === null) throw new Error('No LinkScope above this component.');
  return link;
}

export function useLinkView(): LinkView {
  const link = useLink();
  return useSyncExternalStore(link.subscribe, link.current);
}

/** The cases with this person's unanswered actions laid over them. */
export function useCases(me: ReaderDto | null): ReadonlyMap<string, CaseDto> {
  const { feed, outbox } = useLinkView();
  return useMemo(() => overlaid(feed.cases, outbox, me), [feed.cases, outbox, me]);
}
