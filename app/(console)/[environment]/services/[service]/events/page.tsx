import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ServiceEventsPage } from '../../../../../_features/service/service-events-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('services');
  return { title: t('tabs.events') };
}

export default ServiceEventsPage;
