import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { StackServicesPage } from '../../../../_features/stack/stack-services-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('stacks');
  return { title: t('title') };
}

export default StackServicesPage;
