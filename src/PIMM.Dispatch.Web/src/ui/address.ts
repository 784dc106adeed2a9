/** Everything that an address may say; French words, because people read and send addresses. */
export interface Address {
  territoire?: string;
  onglet?: string;
  site?: string;
  specialite?: string;
  urgence?: string;
  statut?: string;
  region?: string;
  lecteur?: string;
  q?: string;
  cas?: string;
  semaine?: string;
  semaines?: string;
  plage?: string;
  distance?: string;
  essai?: string;
}

const names: readonly (keyof Address)[] = [
  'territoire',
  'onglet',
  'site',
  'specialite',
  'urgence',
  'statut',
  'region',
  'lecteur',
  'q',
  'cas',
  'semaine',
  'semaines',
  'plage',
  'distance',
  'essai',
];

/** Plain text in, plain text out: `?urgence=vital,urgent`, never JSON. Unknown names are dropped. */
export function parseSearch(search: string): Address {
  const read = new URLSearchParams(search);
  const address: Address = {};
  for (const name of names) {
    const value = read.get(name);
    if (value !== null && value !== '') address[name] = value;
  }
  return address;
}

export function writeSearch(search: Record<string, unknown>): string {
  const written = new URLSearchParams();
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') written.set(name, value);
  }
  // A comma reads well in an address and needs no escape there.
  const text = written.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
