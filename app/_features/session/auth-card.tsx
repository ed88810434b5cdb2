import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Wordmark } from '../../_components/ui/logo.tsx';

type AuthCardProps = { title: ReactNode; description: ReactNode; children: ReactNode };

/** The frame of the pages before the console. */
export function AuthCard({ title, description, children }: AuthCardProps) {
  const app = useTranslations('app');
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-8 bg-[radial-gradient(60rem_30rem_at_50%_-6rem,var(--accent-soft),transparent)] px-4 py-10">
      <Wordmark name={app('name')} className="text-xl [&_svg]:size-8" />
      <div className="w-full max-w-sm rounded-xl border border-line bg-surface p-6 shadow-pop">
        <h1 className="font-semibold text-ink text-xl tracking-tight">{title}</h1>
        <p className="mt-1 mb-5 text-ink-muted text-sm">{description}</p>
        {children}
      </div>
    </main>
  );
}
