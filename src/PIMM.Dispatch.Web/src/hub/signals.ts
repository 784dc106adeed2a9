import type { NoticeDto } from '../contracts/wire';

/** What a link tells the page beside its feed: a notice that should ring, a session that ended. */
type Ear<T> = (told: T) => void;

const noticeEars = new Set<Ear<NoticeDto>>();
const signOutEars = new Set<Ear<void>>();

export function tellNoticed(notice: NoticeDto): void {
  for (const ear of noticeEars) ear(notice);
}

export function tellSignedOut(): void {
  for (const ear of signOutEars) ear();
}

export function onNoticed(ear: Ear<NoticeDto>): () => void {
  noticeEars.add(ear);
  return () => noticeEars.delete(ear);
}

export function onSignedOut(ear: Ear<void>): () => void {
  signOutEars.add(ear);
  return () => signOutEars.delete(ear);
}
