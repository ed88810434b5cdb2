'use client';

import { useTranslations } from 'next-intl';
import type { RecoveryOffer } from '../../../server/schemas/recovery.ts';
import { Checkbox } from '../../_components/ui/checkbox.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../_components/ui/table.tsx';
import { ShortFingerprint } from './fingerprint-block.tsx';
import { compareOffers, type Selection } from './recovery-counts.ts';

type OfferTableProps = {
  offers: readonly RecoveryOffer[];
  selection: Selection;
  excluded: ReadonlySet<string>;
  onChange: (excluded: ReadonlySet<string>) => void;
};

/** The hosts of one older server, with what tells them apart from hosts that only have their names. */
export function OfferTable({ offers, selection, excluded, onChange }: OfferTableProps) {
  const t = useTranslations('recovery.offers');
  const sorted = [...offers].sort(compareOffers);

  function toggle(id: string, chosen: boolean) {
    const next = new Set(excluded);
    if (chosen) next.delete(id);
    else next.add(id);
    onChange(next);
  }

  return (
    <div className="border-line border-t">
      <Table label={t('label')}>
        <TableHead>
          <TableRow>
            <TableHeader className="w-px">
              <Checkbox
                label={t('all')}
                labelHidden
                checked={selection.all}
                indeterminate={selection.some && !selection.all}
                onChange={() => onChange(selection.all ? new Set(offers.map(({ id }) => id)) : new Set())}
              />
            </TableHeader>
            <TableHeader>{t('host')}</TableHeader>
            <TableHeader className="max-md:hidden">{t('key')}</TableHeader>
            <TableHeader className="max-sm:hidden">{t('environment')}</TableHeader>
            <TableHeader className="max-sm:hidden">{t('carries')}</TableHeader>
            <TableHeader className="max-lg:hidden">{t('lastSeen')}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {sorted.map((offer) => (
            <OfferRow
              key={offer.id}
              offer={offer}
              chosen={!excluded.has(offer.id)}
              onToggle={(chosen) => toggle(offer.id, chosen)}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

type OfferRowProps = { offer: RecoveryOffer; chosen: boolean; onToggle: (chosen: boolean) => void };

function OfferRow({ offer, chosen, onToggle }: OfferRowProps) {
  const t = useTranslations('recovery.offers');
  const { hostName, address, keyFingerprint, environmentName, lastSeenAt, agentVersion } = offer;
  const key = <ShortFingerprint fingerprint={keyFingerprint} label={t('keyOf', { name: hostName })} />;
  const carries = t('counts', {
    stacks: offer.stackCount,
    services: offer.serviceCount,
    units: offer.unitCount,
  });
  return (
    <TableRow>
      <TableCell className="w-px">
        <Checkbox
          label={t('choose', { name: hostName })}
          labelHidden
          checked={chosen}
          onChange={(event) => onToggle(event.target.checked)}
        />
      </TableCell>
      <TableCell>
        <p className="font-medium text-ink">{hostName}</p>
        <p className="text-ink-faint text-xs">
          <span className="font-mono">{address ?? t('noAddress')}</span>
          {' · '}
          {t('agent', { version: agentVersion })}
        </p>
        <p className="text-ink-muted text-xs sm:hidden">
          {environmentName}: {carries}
        </p>
        <p className="md:hidden">{key}</p>
      </TableCell>
      <TableCell className="max-md:hidden">{key}</TableCell>
      <TableCell className="text-ink-muted max-sm:hidden">{environmentName}</TableCell>
      <TableCell className="text-ink-muted max-sm:hidden">{carries}</TableCell>
      <TableCell className="whitespace-nowrap text-ink-muted max-lg:hidden">
        <RelativeTime date={lastSeenAt} />
      </TableCell>
    </TableRow>
  );
}
