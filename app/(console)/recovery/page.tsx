import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RecoveryPage } from '../../_features/recovery/recovery-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('recovery');
  return { title: t('title') };
}

export default RecoveryPage;
