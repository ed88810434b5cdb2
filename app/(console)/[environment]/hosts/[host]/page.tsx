import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HostPage } from '../../../../_features/host/host-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('hosts');
  return { title: t('title') };
}

export default HostPage;
