import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { buttonStyle } from './_components/ui/button-style.ts';
import { routes } from './_lib/routes.ts';

/** Nothing but text and a link, because its code is loaded along with every page. */
export default async function NotFound() {
  const t = await getTranslations('app.notFound');
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-ink text-xl">{t('title')}</h1>
      <p className="pb-3 text-ink-muted">{t('text')}</p>
      <Link href={routes.home} className={buttonStyle({ variant: 'primary' })}>
        {t('action')}
      </Link>
    </main>
  );
}
