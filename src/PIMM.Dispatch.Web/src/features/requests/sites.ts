import type { EstablishmentDto, SessionDto, TerritoryDto } from '../../contracts/wire';

/** The establishments for which a person may ask: theirs, or all connected ones when bound to none. */
export function sitesOf(session: SessionDto, territory: TerritoryDto): readonly EstablishmentDto[] {
  const connected = territory.establishments.filter((one) => one.state === 'connected');
  const bound = connected.filter((one) => session.establishments.includes(`${territory.id}/${one.id}`));
  return session.establishments.length === 0 ? connected : bound;
}
