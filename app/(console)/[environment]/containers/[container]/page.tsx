import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ContainerPage } from '../../../../_features/container/container-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('containers');
  return { title: t('title') };
}

export default ContainerPage;
