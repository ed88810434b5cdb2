import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { defaultLocale, isLocale, localeCookie } from './locales.ts';

export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(localeCookie)?.value;
  const locale = isLocale(chosen) ? chosen : defaultLocale;
  const messages = await import(`../messages/${locale}.json`);
  // Times are formatted in the browser's zone after hydration; UTC keeps the server's markup stable.
  return { locale, messages: messages.default, timeZone: 'UTC' };
});
