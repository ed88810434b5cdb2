'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { RecoveryOverview } from '../../../server/schemas/recovery.ts';
import { Button } from '../../_components/ui/button.tsx';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { ShortFingerprint } from './fingerprint-block.tsx';

const DistrustDialog = lazy(() => import('./distrust-dialog.tsx'));

type TrustedServer = RecoveryOverview['trusted'][number];

/** Older servers that were said yes to, and the way to take that back. */
export function TrustedServersCard({ trusted }: { trusted: readonly TrustedServer[] }) {
  const t = useTranslations('recovery.trusted');
  const [asking, setAsking] = useState<string | null>(null);
  return (
    <Card>
      <CardHeader title={t('title')} description={t('description')} />
      {trusted.length === 0 ? (
        <CardBody>
          <p className="text-ink-faint text-sm">{t('none')}</p>
        </CardBody>
      ) : (
        <ul aria-label={t('title')}>
          {trusted.map((server) => (
            <TrustedRow
              key={server.fingerprint}
              server={server}
              onDistrust={() => setAsking(server.fingerprint)}
            />
          ))}
        </ul>
      )}
      <Suspense>
        {asking ? <DistrustDialog fingerprint={asking} onClose={() => setAsking(null)} /> : null}
      </Suspense>
    </Card>
  );
}

function TrustedRow({ server, onDistrust }: { server: TrustedServer; onDistrust: () => void }) {
  const t = useTranslations('recovery.trusted');
  const { fingerprint, trustedAt, trustedBy, hostCount } = server;
  const time = () => <RelativeTime date={trustedAt} />;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1">
        <ShortFingerprint fingerprint={fingerprint} label={t('fingerprint')} />
        <p className="text-ink-faint text-xs">
          {trustedBy === null ? t.rich('since', { time }) : t.rich('sinceBy', { time, name: trustedBy })}
          {' · '}
          {t('hosts', { count: hostCount })}
        </p>
      </div>
      <Button size="sm" onClick={onDistrust}>
        {t('distrust')}
      </Button>
    </li>
  );
}
