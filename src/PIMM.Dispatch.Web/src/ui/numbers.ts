/** `12,4`, `−3`, `+1,5`: as French writes numbers, with a true minus sign. */
export function inFrench(value: number, signed = false): string {
  const text = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }).format(value).replace('-', '−');
  return signed && value > 0 ? `+${text}` : text;
}
