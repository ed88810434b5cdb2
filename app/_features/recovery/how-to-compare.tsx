'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

const ways = ['page', 'cli', 'log'] as const;

/** Why a fingerprint is compared before a yes, and with what. */
export function HowToCompare() {
  const t = useTranslations('recovery.compare');
  const command = (chunks: ReactNode) => <code className="font-mono text-ink text-xs">{chunks}</code>;
  return (
    <div className="flex min-w-0 flex-col gap-2 text-sm">
      <h3 className="font-medium text-ink">{t('title')}</h3>
      <p className="text-ink-muted">{t('why')}</p>
      <ul className="flex list-disc flex-col gap-1 pl-4 text-ink-muted marker:text-ink-faint">
        {ways.map((way) => (
          <li key={way}>{t.rich(way, { command })}</li>
        ))}
      </ul>
      <p className="text-ink-muted">{t('nothing')}</p>
    </div>
  );
}
