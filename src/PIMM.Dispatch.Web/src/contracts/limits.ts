/** How long a text may be; the server refuses more, so that nobody types what will be thrown away. */
export const lengthMax = {
  name: 64,
  description: 64,
  phone: 32,
  short: 200,
  note: 4_000,
  report: 20_000,
} as const;
