import { i18n } from '@lingui/core';
import type { Messages } from '@lingui/core';

/** The languages of the console, each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;

const KEPT = 'bincard.language';
const CATALOGS: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('./locales/en.po'),
  de: () => import('./locales/de.po'),
};

const isLanguage = (text: string | null): text is Language => text !== null && text in LANGUAGES;

/** The language that was chosen here; else the first of the browser's that there is. */
function preferred(): Language {
  const kept = localStorage.getItem(KEPT);
  if (isLanguage(kept)) return kept;
  const codes = navigator.languages.map((tag) => tag.split('-')[0] ?? null);
  return codes.find(isLanguage) ?? 'en';
}

async function activate(language: Language): Promise<void> {
  const { messages } = await CATALOGS[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}

export const startLanguage = (): Promise<void> => activate(preferred());

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await activate(language);
}

/** How the reader writes numbers and dates: the browser's own variant of the language, such as en-GB. */
export function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}
