import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddHostPage } from '../../../../_features/enrolment/add-host-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('enrolment');
  return { title: t('title') };
}

export default AddHostPage;
