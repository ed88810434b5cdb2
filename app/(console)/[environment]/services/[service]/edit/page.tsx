import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EditServicePage } from '../../../../../_features/service/edit-service-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('serviceForm');
  return { title: t('editTitle') };
}

export default EditServicePage;
