import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewStackPage } from '../../../../_features/stack/new-stack-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('stacks');
  return { title: t('create.title') };
}

export default NewStackPage;
