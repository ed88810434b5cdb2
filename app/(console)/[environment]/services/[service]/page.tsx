import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ServiceContainersPage } from '../../../../_features/service/service-containers-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('services');
  return { title: t('title') };
}

export default ServiceContainersPage;
