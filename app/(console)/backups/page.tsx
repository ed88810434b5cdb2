import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BackupsPage } from '../../_features/backup/backups-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('backups');
  return { title: t('title') };
}

export default BackupsPage;
