import type { TFunction } from 'i18next';
import type { ReaderDto, RoleId } from '../contracts/wire';

const roles: readonly RoleId[] = [
  'regulator',
  'reader',
  'coordinator',
  'requester',
  'technologist',
  'quality',
  'administrator',
  'provider',
  'integration',
];

/** Who acted, in words: the journal says `role:account`, a report only the account. */
export function actorName(by: string, readers: ReadonlyMap<string, ReaderDto>, t: TFunction): string {
  const at = by.indexOf(':');
  const [role, account] = at === -1 ? ['', by] : [by.slice(0, at), by.slice(at + 1)];
  const reader = readers.get(account);
  if (reader !== undefined) return reader.name;
  if (role === 'system') return t('actor.system');
  if (role === 'dicom') return t('actor.dicom', { site: account });
  const known = roles.find((one) => one === role);
  return known === undefined ? account : `${t(`role.${known}`)} (${account})`;
}
