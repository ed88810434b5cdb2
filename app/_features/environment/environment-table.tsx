'use client';

import { Pencil, Trash2, Users } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { EnvironmentView } from '../../../server/schemas/identity.ts';
import { ActionMenu } from '../../_components/ui/action-menu.tsx';
import { Badge } from '../../_components/ui/badge.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { Card } from '../../_components/ui/card.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../_components/ui/table.tsx';
import { routes } from '../../_lib/routes.ts';
import { isEmpty } from './is-empty.ts';

export type EnvironmentAction = 'members' | 'edit' | 'remove';

type EnvironmentTableProps = {
  environments: readonly EnvironmentView[];
  onAction: (action: EnvironmentAction, environment: EnvironmentView) => void;
};

export function EnvironmentTable({ environments, onAction }: EnvironmentTableProps) {
  const t = useTranslations('environments.table');
  return (
    <Card>
      <Table label={t('label')}>
        <TableHead>
          <TableRow>
            <TableHeader>{t('name')}</TableHeader>
            <TableHeader>{t('role')}</TableHeader>
            <TableHeader className="text-right max-sm:hidden">{t('hosts')}</TableHeader>
            <TableHeader className="text-right max-sm:hidden">{t('stacks')}</TableHeader>
            <TableHeader className="max-md:hidden">{t('created')}</TableHeader>
            <TableHeader>
              <span className="sr-only">{t('actions')}</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {environments.map((environment) => (
            <EnvironmentRow
              key={environment.id}
              environment={environment}
              onAction={(action) => onAction(action, environment)}
            />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

type EnvironmentRowProps = { environment: EnvironmentView; onAction: (action: EnvironmentAction) => void };

function EnvironmentRow({ environment, onAction }: EnvironmentRowProps) {
  const t = useTranslations('environments');
  const { id, name, description, role, hostCount, stackCount, createdAt } = environment;
  return (
    <TableRow>
      <TableCell className="min-w-32">
        <Link href={routes.stacks(id)} className="rounded font-medium hover:underline">
          {name}
        </Link>
        {description ? <p className="text-ink-faint text-xs">{description}</p> : null}
        <p className="text-ink-faint text-xs sm:hidden">
          {t('table.counts', { hosts: hostCount, stacks: stackCount })}
        </p>
      </TableCell>
      <TableCell>
        <Badge tone={role === 'owner' ? 'accent' : 'neutral'}>{t(`roles.${role}`)}</Badge>
      </TableCell>
      <TableCell className="text-right tabular-nums max-sm:hidden">{hostCount}</TableCell>
      <TableCell className="text-right tabular-nums max-sm:hidden">{stackCount}</TableCell>
      <TableCell className="whitespace-nowrap text-ink-muted max-md:hidden">
        <RelativeTime date={createdAt} />
      </TableCell>
      <TableCell className="w-px">
        <div className="flex items-center justify-end gap-1">
          <Button size="sm" variant="ghost" onClick={() => onAction('members')}>
            <Users aria-hidden="true" />
            <span className="max-sm:sr-only">{t('members')}</span>
          </Button>
          {role === 'owner' ? (
            <OwnerMenu environment={environment} onAction={onAction} />
          ) : (
            <span className="size-7" />
          )}
        </div>
      </TableCell>
    </TableRow>
  );
}

function OwnerMenu({ environment, onAction }: EnvironmentRowProps) {
  const t = useTranslations('environments');
  const { name, hostCount, stackCount } = environment;
  return (
    <ActionMenu
      label={t('actionsOf', { name })}
      entries={[
        {
          kind: 'item',
          key: 'edit',
          label: t('edit.action'),
          icon: Pencil,
          onSelect: () => onAction('edit'),
        },
        { kind: 'separator', key: 'separator' },
        {
          kind: 'item',
          key: 'remove',
          label: t('remove.action'),
          icon: Trash2,
          tone: 'danger',
          reason: isEmpty(environment)
            ? null
            : t('remove.notEmpty', { hosts: hostCount, stacks: stackCount }),
          onSelect: () => onAction('remove'),
        },
      ]}
    />
  );
}
