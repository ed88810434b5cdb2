import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EnvironmentsPage } from '../../_features/environment/environments-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('environments');
  return { title: t('title') };
}

export default EnvironmentsPage;
