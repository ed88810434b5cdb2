'use client';

import { Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { BackupOverview } from '../../../server/schemas/backup.ts';
import { Button } from '../../_components/ui/button.tsx';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { FactList } from '../../_components/ui/fact-list.tsx';
import { useNow } from '../../_components/ui/now.ts';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { isDue } from './backup-view-model.ts';
import { useIntervalText } from './use-interval-text.ts';

const ScheduleDialog = lazy(() => import('./schedule-dialog.tsx'));

export function ScheduleCard({ overview }: { overview: BackupOverview }) {
  const t = useTranslations('backups.schedule');
  const intervalText = useIntervalText();
  const [editing, setEditing] = useState(false);
  const { settings, nextAt, directory } = overview;
  return (
    <Card>
      <CardHeader
        title={t('title')}
        actions={
          <Button size="sm" onClick={() => setEditing(true)}>
            <Pencil aria-hidden="true" />
            {t('edit')}
          </Button>
        }
      />
      <CardBody>
        <FactList
          facts={[
            { term: t('every'), detail: intervalText(settings.everyHours) },
            { term: t('keep'), detail: t('keepValue', { count: settings.keep }) },
            { term: t('next'), detail: <NextBackup at={nextAt} /> },
            {
              term: t('directory'),
              detail: <span className="break-all font-mono text-xs">{directory}</span>,
            },
          ]}
        />
      </CardBody>
      <Suspense>
        {editing ? <ScheduleDialog settings={settings} onClose={() => setEditing(false)} /> : null}
      </Suspense>
    </Card>
  );
}

function NextBackup({ at }: { at: string | null }) {
  const t = useTranslations('backups.schedule');
  const now = useNow();
  if (at === null) return t('nextNone');
  return now !== null && isDue(at, now) ? t('nextNow') : <RelativeTime date={at} />;
}
