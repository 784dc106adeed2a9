import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readSetting, writeSetting } from '../ui/settings';
import { fr } from './fr';

export type LanguageId = 'fr' | 'en';

const settingName = 'language';

/** French is the source and needs no download; English comes when somebody asks for it. */
export async function startLanguage(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .init({
      lng: 'fr',
      fallbackLng: 'fr',
      resources: { fr: { translation: fr } },
      interpolation: { escapeValue: false },
      returnNull: false,
      showSupportNotice: false,
    });
  if (readSetting(settingName) === 'en') await chooseLanguage('en');
}

export async function chooseLanguage(language: LanguageId): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  writeSetting(settingName, language);
}
