/** Languages with a complete file in messages/. The first one is the default. */
export const locales = ['en'] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = locales[0];

export const localeCookie = 'drover_locale';

export function isLocale(value: string | undefined): value is Locale {
  return locales.some((locale) => locale === value);
}
