import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { fetchTerritories } from '../../api/http';
import type { SessionDto } from '../../contracts/wire';
import { readSetting, writeSetting } from '../../ui/settings';
import type { Here } from '../session/useSession';

const settingName = 'territory';

/** The territory that is shown: the address says, else the last choice, else the person's usual one. */
export function useTerritories(
  session: SessionDto,
  wanted: string | undefined,
  chosen: (id: string) => void,
) {
  const query = useQuery({
    queryKey: ['territories', session.user],
    queryFn: fetchTerritories,
    staleTime: Infinity,
  });
  const [stored, setStored] = useState(readSetting(settingName));
  const here = useMemo((): Here | null => {
    const territories = (query.data ?? []).filter((one) => session.territories.includes(one.id));
    const usual = [wanted, stored, session.territories[0]];
    const territory = usual
      .map((id) => territories.find((one) => one.id === id))
      .find((one) => one !== undefined);
    if (territory === undefined) return null;
    const chooseTerritory = (id: string) => {
      writeSetting(settingName, id);
      setStored(id);
      chosen(id);
    };
    return { session, territory, territories, chooseTerritory };
  }, [query.data, session, stored, wanted, chosen]);
  return { here, failed: query.isError || (query.isSuccess && here === null) };
}
