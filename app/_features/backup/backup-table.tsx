'use client';

import { ShieldCheck, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { Backup } from '../../../server/schemas/backup.ts';
import { ActionMenu } from '../../_components/ui/action-menu.tsx';
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
import { formatBytes } from '../../_lib/bytes.ts';
import { newestFirst, verificationOf } from './backup-view-model.ts';
import { useCheckBackup } from './use-backups.ts';

const RemoveBackupDialog = lazy(() => import('./remove-backup-dialog.tsx'));

export function BackupTable({ backups }: { backups: readonly Backup[] }) {
  const t = useTranslations('backups.table');
  const check = useCheckBackup();
  const [removing, setRemoving] = useState<Backup | null>(null);
  return (
    <Card>
      <Table label={t('label')}>
        <TableHead>
          <TableRow>
            <TableHeader>{t('made')}</TableHeader>
            <TableHeader>{t('state')}</TableHeader>
            <TableHeader className="text-right max-sm:hidden">{t('size')}</TableHeader>
            <TableHeader className="max-md:hidden">{t('version')}</TableHeader>
            <TableHeader>
              <span className="sr-only">{t('actions')}</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {[...backups].sort(newestFirst).map((backup) => (
            <BackupRow
              key={backup.name}
              backup={backup}
              checking={check.isPending && check.variables.name === backup.name}
              busy={check.isPending}
              onCheck={() => check.mutate({ name: backup.name })}
              onRemove={() => setRemoving(backup)}
            />
          ))}
        </TableBody>
      </Table>
      <Suspense>
        {removing ? (
          <RemoveBackupDialog backup={removing} all={backups} onClose={() => setRemoving(null)} />
        ) : null}
      </Suspense>
    </Card>
  );
}

type BackupRowProps = {
  backup: Backup;
  checking: boolean;
  /** One is restored at a time. */
  busy: boolean;
  onCheck: () => void;
  onRemove: () => void;
};

function BackupRow({ backup, checking, busy, onCheck, onRemove }: BackupRowProps) {
  const t = useTranslations('backups');
  const { name, kind, createdAt, sizeBytes, serverVersion } = backup;
  return (
    <TableRow>
      <TableCell className="min-w-0">
        <p className="text-ink">
          <RelativeTime date={createdAt} className="font-medium" />
          <span className="text-ink-faint max-sm:hidden"> · {t(`kinds.${kind}`)}</span>
        </p>
        <p className="text-ink-faint text-xs sm:hidden">
          {t(`kinds.${kind}`)} · {formatBytes(sizeBytes)}
        </p>
        <p className="break-all font-mono text-2xs text-ink-faint">{name}</p>
      </TableCell>
      <TableCell>
        {checking ? (
          <StateBadge plain tone="moving">
            {t('states.checking')}
          </StateBadge>
        ) : (
          <BackupState backup={backup} />
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap text-right tabular-nums max-sm:hidden">
        {formatBytes(sizeBytes)}
      </TableCell>
      <TableCell className="text-ink-muted max-md:hidden">{serverVersion}</TableCell>
      <TableCell className="w-px text-right">
        <ActionMenu
          label={t('actionsOf', { name })}
          entries={[
            {
              kind: 'item',
              key: 'check',
              label: t('check.action'),
              icon: ShieldCheck,
              reason: busy ? t('states.checking') : null,
              onSelect: onCheck,
            },
            { kind: 'separator', key: 'separator' },
            {
              kind: 'item',
              key: 'remove',
              label: t('remove.action'),
              icon: Trash2,
              tone: 'danger',
              onSelect: onRemove,
            },
          ]}
        />
      </TableCell>
    </TableRow>
  );
}

const tones = { verified: 'running', unverified: 'unknown', problem: 'error' } as const;

function BackupState({ backup }: { backup: Backup }) {
  const t = useTranslations('backups.states');
  const { verifiedAt, problem } = backup;
  const verification = verificationOf(backup);
  return (
    <div className="min-w-0">
      <StateBadge plain tone={tones[verification]}>
        {t(verification)}
      </StateBadge>
      {problem ? <p className="max-w-80 break-words text-error text-xs">{problem}</p> : null}
      {verifiedAt && !problem ? (
        <p className="text-ink-faint text-xs">
          {t.rich('verifiedAt', { time: () => <RelativeTime date={verifiedAt} /> })}
        </p>
      ) : null}
    </div>
  );
}
