import type { TFunction } from 'i18next';
import { fr } from '../../texts/fr';

type ReasonCode = keyof typeof fr.reason;

/** The French of a stored reason code; a text that is no known code stands as it was written. */
export function reasonText(code: string, t: TFunction): string {
  return isReasonCode(code) ? t(`reason.${code}`) : code;
}

function isReasonCode(code: string): code is ReasonCode {
  return code in fr.reason;
}
