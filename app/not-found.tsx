import { Compass } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from './_components/ui/button.tsx';
import { EmptyState } from './_components/ui/empty-state.tsx';
import { routes } from './_lib/routes.ts';

export default function NotFound() {
  const t = useTranslations('app.notFound');
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center p-6">
      <EmptyState
        icon={Compass}
        title={t('title')}
        action={
          <Button asChild variant="primary">
            <Link href={routes.home}>{t('action')}</Link>
          </Button>
        }
      >
        {t('text')}
      </EmptyState>
    </main>
  );
}
