import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ServiceRevisionsPage } from '../../../../../_features/service/service-revisions-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('services');
  return { title: t('tabs.revisions') };
}

export default ServiceRevisionsPage;
