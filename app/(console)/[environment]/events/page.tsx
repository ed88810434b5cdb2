import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EventsPage } from '../../../_features/event/events-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('events');
  return { title: t('title') };
}

export default EventsPage;
