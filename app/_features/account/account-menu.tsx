'use client';

import { CircleUser, KeyRound, Languages, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { lazy, Suspense, useState } from 'react';
import { locales } from '../../../i18n/locales.ts';
import { setLocale } from '../../../i18n/set-locale.ts';
import { ActionMenu, type MenuEntry } from '../../_components/ui/action-menu.tsx';
import { useSession } from '../session/session-context.tsx';
import { useSignOut } from './use-sign-out.ts';

const ChangePasswordDialog = lazy(() => import('./change-password-dialog.tsx'));

/** Who is signed in, how the console looks and speaks, and the way out. */
export function AccountMenu() {
  const t = useTranslations('account');
  const { user } = useSession();
  const signOut = useSignOut();
  const [changingPassword, setChangingPassword] = useState(false);
  const entries: MenuEntry[] = [
    { kind: 'label', key: 'user', label: <Who name={user?.name} username={user?.username} /> },
    { kind: 'separator', key: 'after-user' },
    ...useThemeEntries(),
    ...useLanguageEntries(),
    { kind: 'separator', key: 'after-look' },
    {
      kind: 'item',
      key: 'password',
      label: t('changePassword.action'),
      icon: KeyRound,
      onSelect: () => setChangingPassword(true),
    },
    { kind: 'item', key: 'sign-out', label: t('signOut'), icon: LogOut, onSelect: signOut },
  ];
  return (
    <>
      <ActionMenu size="md" icon={CircleUser} label={t('menu')} entries={entries} />
      <Suspense>
        {changingPassword ? <ChangePasswordDialog onClose={() => setChangingPassword(false)} /> : null}
      </Suspense>
    </>
  );
}

function Who({ name, username }: { name: string | undefined; username: string | undefined }) {
  return (
    <span className="flex w-48 flex-col">
      <span className="truncate text-ink text-sm">{name ?? '…'}</span>
      <span className="truncate font-normal text-ink-faint text-xs">{username}</span>
    </span>
  );
}

function useThemeEntries(): MenuEntry[] {
  const t = useTranslations('account.theme');
  const { theme = 'system', setTheme } = useTheme();
  return [
    { kind: 'label', key: 'theme-label', label: t('label') },
    {
      kind: 'choice',
      key: 'theme',
      value: theme,
      onChange: setTheme,
      options: [
        { value: 'light', label: t('light'), icon: Sun },
        { value: 'dark', label: t('dark'), icon: Moon },
        { value: 'system', label: t('system'), icon: Monitor },
      ],
    },
  ];
}

/** Nothing while there is only one language to choose. */
function useLanguageEntries(): MenuEntry[] {
  const t = useTranslations('account');
  const locale = useLocale();
  const router = useRouter();
  if (locales.length < 2) return [];
  return [
    { kind: 'separator', key: 'before-language' },
    { kind: 'label', key: 'language-label', label: t('language') },
    {
      kind: 'choice',
      key: 'language',
      value: locale,
      onChange: (value) => void setLocale(value).then(() => router.refresh()),
      options: locales.map((value) => ({
        value,
        label: new Intl.DisplayNames([value], { type: 'language' }).of(value),
        icon: Languages,
      })),
    },
  ];
}
