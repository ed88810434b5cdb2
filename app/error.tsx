'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { ErrorState } from './_components/ui/error-state.tsx';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations('app.crash');
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center p-6">
      <ErrorState title={t('title')} onRetry={reset}>
        {error.digest ? t('textWithDigest', { digest: error.digest }) : t('text')}
      </ErrorState>
    </main>
  );
}
