'use server';

import { cookies } from 'next/headers';
import { isLocale, localeCookie } from './locales.ts';

const yearSeconds = 31_536_000;

export async function setLocale(locale: string): Promise<void> {
  if (!isLocale(locale)) return;
  const store = await cookies();
  store.set(localeCookie, locale, { path: '/', maxAge: yearSeconds, sameSite: 'lax' });
}
