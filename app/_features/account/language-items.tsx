'use client';

import { Languages } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { locales } from '../../../i18n/locales.ts';
import { setLocale } from '../../../i18n/set-locale.ts';
import {
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from '../../_components/ui/dropdown-menu.tsx';

/** Nothing while there is only one language to choose. */
export function LanguageItems() {
  const t = useTranslations('account');
  const locale = useLocale();
  const router = useRouter();
  if (locales.length < 2) return null;

  function choose(value: string) {
    void setLocale(value).then(() => router.refresh());
  }

  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>{t('language')}</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={locale} onValueChange={choose}>
        {locales.map((value) => (
          <DropdownMenuRadioItem key={value} value={value}>
            <Languages aria-hidden="true" />
            {new Intl.DisplayNames([value], { type: 'language' }).of(value)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}
