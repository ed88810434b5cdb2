import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { StackTopologyPage } from '../../../../../_features/stack/stack-topology-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('stacks');
  return { title: t('tabs.topology') };
}

export default StackTopologyPage;
