import i18next from 'i18next';
import type { TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** One subscription to the language for the whole page: hundreds of rows each say a dozen words. */
const TextContext = createContext<TFunction>(i18next.t);

export function TextScope({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return <TextContext value={t}>{children}</TextContext>;
}

export function useText(): TFunction {
  return useContext(TextContext);
}
