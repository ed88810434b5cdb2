'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { RecoveryPlan, recoveryAcceptedSchema } from '../../../server/schemas/recovery.ts';
import { Button } from '../../_components/ui/button.tsx';
import { DialogBody, DialogFooter } from '../../_components/ui/dialog.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { routes } from '../../_lib/routes.ts';

type DoneStepProps = {
  accepted: z.infer<typeof recoveryAcceptedSchema>;
  /** For their names. */
  environments: RecoveryPlan['environments'];
  onClose: () => void;
};

export function DoneStep({ accepted, environments, onClose }: DoneStepProps) {
  const t = useTranslations('recovery.done');
  const ui = useTranslations('ui');
  const { environmentIds, hostCount, stackCount, serviceCount, unitCount } = accepted;
  const nameOf = (id: string) => environments.find((environment) => environment.id === id)?.name ?? id;
  return (
    <>
      <DialogBody>
        <Notice tone="success" title={t('title', { count: hostCount })}>
          {t('text', { stacks: stackCount, services: serviceCount, units: unitCount })}
        </Notice>
        <ul aria-label={t('environments')} className="flex flex-wrap gap-2">
          {environmentIds.map((id) => (
            <li key={id}>
              <Button asChild>
                <Link href={routes.stacks(id)}>{t('open', { name: nameOf(id) })}</Link>
              </Button>
            </li>
          ))}
        </ul>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{ui('close')}</Button>
      </DialogFooter>
    </>
  );
}
