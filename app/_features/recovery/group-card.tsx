'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { RecoveryGroup } from '../../../server/schemas/recovery.ts';
import { Badge } from '../../_components/ui/badge.tsx';
import { Button } from '../../_components/ui/button.tsx';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { FingerprintBlock } from './fingerprint-block.tsx';
import { HowToCompare } from './how-to-compare.tsx';
import { OfferTable } from './offer-table.tsx';
import { selectionOf } from './recovery-counts.ts';

export type RecoveryAction = 'plan' | 'dismiss';

type GroupCardProps = {
  group: RecoveryGroup;
  onAction: (action: RecoveryAction, offerIds: readonly string[]) => void;
};

/** The hosts that one older server vouches for: who that is, what they carry, and what to do with them. */
export function GroupCard({ group, onAction }: GroupCardProps) {
  const t = useTranslations('recovery.group');
  const [excluded, setExcluded] = useState<ReadonlySet<string>>(new Set());
  const { chosen, all, some } = selectionOf(group.offers, excluded);
  return (
    <Card aria-label={t('title', { count: group.offers.length })}>
      <CardHeader
        title={t('title', { count: group.offers.length })}
        actions={group.trusted ? <Badge tone="running">{t('trusted')}</Badge> : null}
      />
      <CardBody className="grid grid-cols-1 gap-x-8 gap-y-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3">
          <p className="text-ink-muted text-sm">{t('text')}</p>
          <FingerprintBlock fingerprint={group.fingerprint} label={t('fingerprint')} />
        </div>
        <HowToCompare />
      </CardBody>
      <OfferTable
        offers={group.offers}
        excluded={excluded}
        onChange={setExcluded}
        selection={{ chosen, all, some }}
      />
      <footer className="flex flex-wrap items-center gap-2 border-line border-t bg-sunken/40 px-4 py-3">
        <Button variant="primary" disabled={!some} onClick={() => onAction('plan', chosen)}>
          {t('plan')}
        </Button>
        <Button variant="ghost" disabled={!some} onClick={() => onAction('dismiss', chosen)}>
          {t('dismiss')}
        </Button>
        <p role="status" className="ml-auto text-ink-faint text-xs tabular-nums max-sm:ml-0">
          {t('chosen', { chosen: chosen.length, total: group.offers.length })}
        </p>
      </footer>
    </Card>
  );
}
