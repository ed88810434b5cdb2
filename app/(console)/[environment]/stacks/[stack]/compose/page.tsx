import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { StackComposePage } from '../../../../../_features/stack/stack-compose-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('compose');
  return { title: t('title') };
}

export default StackComposePage;
