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
            <TableHeader className="text-right">{t('hosts')}</TableHeader>
            <TableHeader className="text-right">{t('stacks')}</TableHeader>
            <TableHeader>{t('created')}</TableHeader>
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
      <TableCell className="min-w-40">
        <Link href={routes.stacks(id)} className="rounded font-medium hover:underline">
          {name}
        </Link>
        {description ? <p className="text-ink-faint text-xs">{description}</p> : null}
      </TableCell>
      <TableCell>
        <Badge tone={role === 'owner' ? 'accent' : 'neutral'}>{t(`roles.${role}`)}</Badge>
      </TableCell>
      <TableCell className="text-right tabular-nums">{hostCount}</TableCell>
      <TableCell className="text-right tabular-nums">{stackCount}</TableCell>
      <TableCell className="whitespace-nowrap text-ink-muted">
        <RelativeTime date={createdAt} />
      </TableCell>
      <TableCell className="w-px">
        <div className="flex items-center justify-end gap-1">
          <Button size="sm" variant="ghost" onClick={() => onAction('members')}>
            <Users aria-hidden="true" />
            {t('members')}
          </Button>
          {role === 'owner' ? <OwnerMenu name={name} onAction={onAction} /> : <span className="size-7" />}
        </div>
      </TableCell>
    </TableRow>
  );
}

function OwnerMenu({ name, onAction }: { name: string; onAction: (action: EnvironmentAction) => void }) {
  const t = useTranslations('environments');
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
          onSelect: () => onAction('remove'),
        },
      ]}
    />
  );
}
