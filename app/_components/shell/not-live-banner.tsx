'use client';

import { Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { isTrying, useConnection } from '../../_trpc/connection.ts';
import { ClockTime } from '../ui/clock-time.tsx';
import { useNow } from '../ui/now.ts';

/** A server that restarts is back before anybody needs to know. */
const quietMs = 4000;

/** Across the page while it does not follow the server: since when, and that nothing has to be done about it here. */
export function NotLiveBanner() {
  const { connection, since } = useConnection();
  if (!isTrying(connection)) return null;
  return <Banner since={since} />;
}

function Banner({ since }: { since: number }) {
  const t = useTranslations('shell.notLive');
  const now = useNow();
  if (now === null || now - since < quietMs) return null;
  return (
    <div
      role="status"
      className="sticky top-12 z-10 flex items-start justify-center gap-2.5 border-line border-b bg-warning-soft px-4 py-2 text-ink text-sm sm:px-6"
    >
      <Unplug aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
      <p className="min-w-0">
        <strong className="font-medium">
          {t.rich('title', { time: () => <ClockTime date={new Date(since)} className="tabular-nums" /> })}
        </strong>{' '}
        <span className="text-ink-muted">{t('text')}</span>
      </p>
    </div>
  );
}
