'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useSession } from '../session/session-context.tsx';

/** Backups belong to no environment, so no stream of changes tells of them. */
const lookAgainMs = { running: 1500, otherwise: 30_000 } as const;

/** Directory, schedule and list; asked only for administrators, and more often while one is being made. */
export function useBackupOverview() {
  const { user } = useSession();
  const trpc = useTRPC();
  return useQuery(
    trpc.backups.overview.queryOptions(undefined, {
      enabled: user?.kind === 'admin',
      refetchInterval: ({ state }) => (state.data?.running ? lookAgainMs.running : lookAgainMs.otherwise),
    }),
  );
}

export function useRefreshBackups(): () => Promise<unknown> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: trpc.backups.pathKey() });
}

/** Makes one now. How it went is told where one is: the page may have been left meanwhile. */
export function useCreateBackup() {
  const t = useTranslations('backups');
  const errorText = useErrorText();
  const refresh = useRefreshBackups();
  return useMutation(
    useTRPC().backups.create.mutationOptions({
      onSuccess: ({ name }) => notify.success(t('created'), name),
      onError: (error) => notify.error(errorText(error)),
      onSettled: refresh,
    }),
  );
}

/** Restores one into a scratch database and tells what was found. */
export function useCheckBackup() {
  const t = useTranslations('backups.check');
  const errorText = useErrorText();
  const refresh = useRefreshBackups();
  return useMutation(
    useTRPC().backups.check.mutationOptions({
      onSuccess: ({ ok, problem, tableCount, rowCount, durationMs }, { name }) => {
        if (!ok) return notify.error(t('failed', { name }), problem ?? undefined);
        const seconds = Math.round(durationMs / 100) / 10;
        notify.success(t('ok', { name }), t('okText', { tables: tableCount, rows: rowCount, seconds }));
      },
      onError: (error) => notify.error(errorText(error)),
      onSettled: refresh,
    }),
  );
}
