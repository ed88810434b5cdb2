import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ServiceConfigurationPage } from '../../../../../_features/service/service-configuration-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('services');
  return { title: t('tabs.configuration') };
}

export default ServiceConfigurationPage;
