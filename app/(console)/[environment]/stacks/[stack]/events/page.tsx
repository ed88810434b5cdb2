import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { StackEventsPage } from '../../../../../_features/stack/stack-events-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('stacks');
  return { title: t('tabs.events') };
}

export default StackEventsPage;
