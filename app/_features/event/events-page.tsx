'use client';

import { useTranslations } from 'next-intl';
import { Page } from '../../_components/shell/page.tsx';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { EventFeed } from './event-feed.tsx';

export function EventsPage() {
  const t = useTranslations('events');
  const environmentId = useEnvironmentId();
  return (
    <Page crumbs={[{ label: t('title') }]} title={t('title')} description={t('description')}>
      <EventFeed environmentId={environmentId} title={t('feed')} />
    </Page>
  );
}
