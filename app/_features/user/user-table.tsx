'use client';

import { Ban, CircleCheck, KeyRound, Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { UserView } from '../../../server/schemas/identity.ts';
import { ActionMenu, type MenuEntry } from '../../_components/ui/action-menu.tsx';
import { Badge } from '../../_components/ui/badge.tsx';
import { Card } from '../../_components/ui/card.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { StateBadge } from '../../_components/ui/state-badge.tsx';
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../_components/ui/table.tsx';
import { useSession } from '../session/session-context.tsx';
import { isLastAdmin } from './is-last-admin.ts';
import { useUpdateUser } from './use-update-user.ts';

export type UserAction = 'edit' | 'password' | 'disable';

type UserTableProps = { users: readonly UserView[]; onAction: (action: UserAction, user: UserView) => void };

export function UserTable({ users, onAction }: UserTableProps) {
  const t = useTranslations('users.table');
  return (
    <Card>
      <Table label={t('label')}>
        <TableHead>
          <TableRow>
            <TableHeader>{t('name')}</TableHeader>
            <TableHeader className="max-sm:hidden">{t('kind')}</TableHeader>
            <TableHeader>{t('state')}</TableHeader>
            <TableHeader className="max-sm:hidden">{t('created')}</TableHeader>
            <TableHeader>
              <span className="sr-only">{t('actions')}</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {users.map((user) => (
            <UserRow
              key={user.id}
              user={user}
              isLastAdmin={isLastAdmin(user, users)}
              onAction={(action) => onAction(action, user)}
            />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

type UserRowProps = { user: UserView; isLastAdmin: boolean; onAction: (action: UserAction) => void };

function UserRow({ user, isLastAdmin: last, onAction }: UserRowProps) {
  const t = useTranslations('users');
  const isSelf = useSession().user?.id === user.id;
  return (
    <TableRow>
      <TableCell className="min-w-28">
        <p className="font-medium">
          {user.name}
          {isSelf ? <span className="ml-1.5 font-normal text-ink-faint text-xs">{t('you')}</span> : null}
        </p>
        <p className="text-ink-faint text-xs">
          {user.username}
          <span className="sm:hidden"> · {t(`kinds.${user.kind}`)}</span>
        </p>
      </TableCell>
      <TableCell className="max-sm:hidden">
        <Badge tone={user.kind === 'admin' ? 'accent' : 'neutral'}>{t(`kinds.${user.kind}`)}</Badge>
      </TableCell>
      <TableCell>
        <StateBadge plain tone={user.disabled ? 'stopped' : 'running'}>
          {user.disabled ? t('states.disabled') : t('states.enabled')}
        </StateBadge>
      </TableCell>
      <TableCell className="whitespace-nowrap text-ink-muted max-sm:hidden">
        <RelativeTime date={user.createdAt} />
      </TableCell>
      <TableCell className="w-px text-right">
        <UserMenu user={user} isLastAdmin={last} isSelf={isSelf} onAction={onAction} />
      </TableCell>
    </TableRow>
  );
}

function UserMenu({ user, isLastAdmin: last, isSelf, onAction }: UserRowProps & { isSelf: boolean }) {
  const t = useTranslations('users');
  const { update } = useUpdateUser();
  const enable: MenuEntry = {
    kind: 'item',
    key: 'enable',
    label: t('enable.action'),
    icon: CircleCheck,
    onSelect: () => update({ userId: user.id, disabled: false }),
  };
  const disable: MenuEntry = {
    kind: 'item',
    key: 'disable',
    label: t('disable.action'),
    icon: Ban,
    tone: 'danger',
    reason: last ? t('disable.lastAdmin') : isSelf ? t('disable.notSelf') : null,
    onSelect: () => onAction('disable'),
  };
  return (
    <ActionMenu
      label={t('actionsOf', { name: user.name })}
      entries={[
        {
          kind: 'item',
          key: 'edit',
          label: t('edit.action'),
          icon: Pencil,
          onSelect: () => onAction('edit'),
        },
        {
          kind: 'item',
          key: 'password',
          label: t('password.action'),
          icon: KeyRound,
          onSelect: () => onAction('password'),
        },
        { kind: 'separator', key: 'separator' },
        user.disabled ? enable : disable,
      ]}
    />
  );
}
