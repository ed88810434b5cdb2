import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SignIn } from '../../_features/session/sign-in.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session.signIn');
  return { title: t('title') };
}

export default SignIn;
