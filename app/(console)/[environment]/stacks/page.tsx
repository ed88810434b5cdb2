import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { StacksPage } from '../../../_features/stack/stacks-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('stacks');
  return { title: t('title') };
}

export default StacksPage;
