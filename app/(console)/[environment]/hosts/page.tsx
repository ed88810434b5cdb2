import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HostsPage } from '../../../_features/host/hosts-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('hosts');
  return { title: t('title') };
}

export default HostsPage;
