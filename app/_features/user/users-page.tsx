'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { UserView } from '../../../server/schemas/identity.ts';
import { Page } from '../../_components/shell/page.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { AdminOnly } from '../session/admin-only.tsx';
import { useSession } from '../session/session-context.tsx';
import { type UserAction, UserTable } from './user-table.tsx';

const CreateUserDialog = lazy(() => import('./create-user-dialog.tsx'));
const ResetPasswordDialog = lazy(() => import('./reset-password-dialog.tsx'));
const EditUserDialog = lazy(() => import('./edit-user-dialog.tsx'));
const DisableUserDialog = lazy(() => import('./disable-user-dialog.tsx'));

type Open = { action: 'create' } | { action: UserAction; user: UserView };

export function UsersPage() {
  const t = useTranslations('users');
  const { user } = useSession();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const isAdmin = user?.kind === 'admin';
  const create = (
    <Button variant="primary" onClick={() => setOpen({ action: 'create' })}>
      <Plus aria-hidden="true" />
      {t('create.action')}
    </Button>
  );
  return (
    <Page
      crumbs={[{ label: t('title') }]}
      title={t('title')}
      description={t('description')}
      actions={isAdmin ? create : null}
    >
      <AdminOnly text={t('adminOnly')}>
        <UserList onAction={(action, target) => setOpen({ action, user: target })} />
      </AdminOnly>
      <Suspense>
        {open?.action === 'create' ? <CreateUserDialog onClose={close} /> : null}
        {open?.action === 'edit' ? <EditUserDialog user={open.user} onClose={close} /> : null}
        {open?.action === 'password' ? <ResetPasswordDialog user={open.user} onClose={close} /> : null}
        {open?.action === 'disable' ? <DisableUserDialog user={open.user} onClose={close} /> : null}
      </Suspense>
    </Page>
  );
}

function UserList({ onAction }: { onAction: (action: UserAction, user: UserView) => void }) {
  const t = useTranslations('users');
  const trpc = useTRPC();
  const query = useQuery(trpc.users.list.queryOptions());
  const { data } = query;
  if (!data) {
    return (
      <Pending query={query}>
        <SkeletonGroup label={t('loading')}>
          <Skeleton className="h-44 rounded-lg" />
        </SkeletonGroup>
      </Pending>
    );
  }
  return <UserTable users={data} onAction={onAction} />;
}
