import { useText } from '../../texts/TextScope';
import type { LineDto, SlotDto } from '../../contracts/roster';
import type { SpecialtyId } from '../../contracts/wire';
import { useHere } from '../session/useSession';
import { groupSites } from './grid';
import { StateIcon } from './marks';
import { hoursOf } from './SlotBlock';
import styles from './SlotDrawer.module.css';

/** What nobody reads: hours, then each establishment with its specialties. */
export function UncoveredList({ slot, line }: { slot: SlotDto; line: LineDto | null }) {
  const t = useText();
  const { territory } = useHere();
  const specialties = useSpecialties(line);
  const site = useSiteName();
  return (
    <section className={styles['uncovered']} data-testid="slot-gaps">
      <h3>
        <StateIcon state="gap" />
        {t('roster.uncovered')}
      </h3>
      {slot.missingReaders > 0 && <p>{t('roster.wanted', { count: slot.missingReaders })}</p>}
      {slot.gaps.map((gap) => (
        <div key={gap.from}>
          <p className="tabular strong">{hoursOf(gap, territory.zone)}</p>
          <dl>
            {groupSites(gap.sites).map((group) => (
              <div key={group.sites[0]}>
                <dt>{group.sites.map(site).join(', ')}</dt>
                <dd>{specialties(group.specialties)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}

/** What the line is to cover. */
export function SiteList({ line }: { line: LineDto }) {
  const t = useText();
  const site = useSiteName();
  return (
    <section data-testid="slot-sites">
      <h3>{t('roster.covers')}</h3>
      <p>{line.establishments.map(site).join(', ')}</p>
      <p className="dim">{line.specialties.map((one) => t(`specialty.${one}`)).join(', ')}</p>
    </section>
  );
}

function useSiteName(): (id: string) => string {
  const { territory } = useHere();
  return (id) => territory.establishments.find((one) => one.id === id)?.name ?? id;
}

function useSpecialties(line: LineDto | null): (specialties: readonly SpecialtyId[]) => string {
  const t = useText();
  return (specialties) =>
    specialties.length === line?.specialties.length
      ? t('roster.allSpecialties')
      : specialties.map((one) => t(`specialty.${one}`)).join(', ');
}
