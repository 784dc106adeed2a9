import type { CaseDto } from '../../contracts/wire';

/** `412/412 ✓`: how many images are here, of how many, and whether that is all. */
export function ImageCount({ one }: { one: CaseDto }) {
  if (one.images === 0) return <span className="dim">–</span>;
  const complete = one.imagesCompleteAt != null ? ' ✓' : '';
  return (
    <>
      {one.imagesExpected == null ? one.images : `${one.images}/${one.imagesExpected}`}
      {complete}
    </>
  );
}
