'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { buttonStyle } from './_components/ui/button-style.ts';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** Nothing but text and a button, because its code is loaded along with every page. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations('app.crash');
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-ink text-xl">{t('title')}</h1>
      <p role="alert" className="pb-3 text-ink-muted">
        {error.digest ? t('textWithDigest', { digest: error.digest }) : t('text')}
      </p>
      <button type="button" className={buttonStyle()} onClick={reset}>
        {t('action')}
      </button>
    </main>
  );
}
