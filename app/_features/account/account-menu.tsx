'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleUser, KeyRound, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { lazy, Suspense, useState } from 'react';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../_components/ui/dropdown-menu.tsx';
import { IconButton } from '../../_components/ui/icon-button.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useSession } from '../session/session-context.tsx';
import { LanguageItems } from './language-items.tsx';

const ChangePasswordDialog = lazy(() => import('./change-password-dialog.tsx'));

const themes = [
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
  { value: 'system', icon: Monitor },
] as const;

export function AccountMenu() {
  const t = useTranslations('account');
  const { user } = useSession();
  const { theme = 'system', setTheme } = useTheme();
  const [changingPassword, setChangingPassword] = useState(false);
  const signOut = useSignOut();
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton plain label={t('menu')}>
            <CircleUser aria-hidden="true" className="size-4.5!" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent className="w-56">
          <div className="flex flex-col px-2 py-1.5">
            <span className="truncate font-medium text-ink text-sm">{user?.name ?? '…'}</span>
            <span className="truncate text-ink-faint text-xs">{user?.username}</span>
          </div>
          <DropdownMenuSeparator />
          <DropdownMenuLabel>{t('theme.label')}</DropdownMenuLabel>
          <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
            {themes.map(({ value, icon: Icon }) => (
              <DropdownMenuRadioItem key={value} value={value}>
                <Icon aria-hidden="true" />
                {t(`theme.${value}`)}
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
          <LanguageItems />
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setChangingPassword(true)}>
            <KeyRound aria-hidden="true" />
            {t('changePassword.action')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={signOut}>
            <LogOut aria-hidden="true" />
            {t('signOut')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Suspense>
        {changingPassword ? <ChangePasswordDialog onClose={() => setChangingPassword(false)} /> : null}
      </Suspense>
    </>
  );
}

function useSignOut() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const { mutate } = useMutation(
    trpc.auth.signOut.mutationOptions({
      onSuccess: () => {
        queryClient.clear();
        router.replace(routes.signIn);
      },
      onError: (error) => notify.error(errorText(error)),
    }),
  );
  return () => mutate();
}
