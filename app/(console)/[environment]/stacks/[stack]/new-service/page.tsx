import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewServicePage } from '../../../../../_features/service/new-service-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('serviceForm');
  return { title: t('newTitle') };
}

export default NewServicePage;
