import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Setup } from '../../_features/session/setup.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session.setup');
  return { title: t('title') };
}

export default Setup;
