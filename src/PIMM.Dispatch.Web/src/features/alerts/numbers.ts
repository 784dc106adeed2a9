const french = /^0[1-9][0-9]{8}$/u;
const anywhere = /^\+[1-9][0-9]{6,14}$/u;

/** As people write a number, so that a gateway can call it (E.164); null while it is none. */
export function international(text: string): string | null {
  const digits = text.replaceAll(/[\s.()-]/gu, '').replace(/^00/u, '+');
  if (french.test(digits)) return `+33${digits.slice(1)}`;
  return anywhere.test(digits) ? digits : null;
}
