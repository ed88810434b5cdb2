'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { RecoveryPlan } from '../../../server/schemas/recovery.ts';
import { Button } from '../../_components/ui/button.tsx';
import { Dialog, DialogBody, DialogFooter } from '../../_components/ui/dialog.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { useTRPC } from '../../_trpc/client.ts';
import { Pending } from '../../_trpc/pending.tsx';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { ConfirmStep } from './confirm-step.tsx';
import { DoneStep } from './done-step.tsx';
import { PlannedEnvironments } from './planned-environments.tsx';
import { useRefreshRecovery } from './use-refresh-recovery.ts';

type PlanDialogProps = { fingerprint: string; offerIds: readonly string[]; onClose: () => void };

/** What would come back, then the question with the fingerprint, then the way to what is back. */
export default function PlanDialog({ fingerprint, offerIds, onClose }: PlanDialogProps) {
  const t = useTranslations('recovery.steps');
  const trpc = useTRPC();
  const errorText = useErrorText();
  const refresh = useRefreshRecovery();
  const [confirming, setConfirming] = useState<RecoveryPlan | null>(null);
  const selection = { fingerprint, offerIds: [...offerIds] };
  const plan = useQuery(trpc.recovery.plan.queryOptions(selection, { staleTime: 0, gcTime: 0 }));
  const accept = useMutation(trpc.recovery.accept.mutationOptions({ onSuccess: refresh }));
  const step = accept.data ? 'done' : confirming ? 'confirm' : 'plan';
  return (
    <Dialog
      open
      size="md"
      onOpenChange={(open) => {
        // What is being written cannot be called back by closing a window, so the window stays to tell how it went.
        if (!open && !accept.isPending) onClose();
      }}
      title={t(`${step}.title`)}
      {...(step === 'plan' ? { description: t('plan.description') } : {})}
    >
      {accept.data ? (
        <DoneStep accepted={accept.data} environments={confirming?.environments ?? []} onClose={onClose} />
      ) : confirming ? (
        <ConfirmStep
          fingerprint={fingerprint}
          plan={confirming}
          pending={accept.isPending}
          error={accept.error ? errorText(accept.error) : null}
          onBack={() => {
            setConfirming(null);
            accept.reset();
            void plan.refetch();
          }}
          onConfirm={(trustLater) =>
            accept.mutate({ ...selection, trustLater, planDigest: confirming.digest })
          }
        />
      ) : (
        <PlanStep
          ready={plan.isSuccess && !plan.isFetching}
          onNext={() => setConfirming(plan.data ?? null)}
          onClose={onClose}
        >
          {plan.isSuccess ? (
            <PlannedEnvironments plan={plan.data} />
          ) : (
            <Pending query={plan}>
              <SkeletonGroup label={t('plan.loading')}>
                <Skeleton className="h-48 rounded-lg" />
              </SkeletonGroup>
            </Pending>
          )}
        </PlanStep>
      )}
    </Dialog>
  );
}

type PlanStepProps = { ready: boolean; onNext: () => void; onClose: () => void; children: ReactNode };

function PlanStep({ ready, onNext, onClose, children }: PlanStepProps) {
  const t = useTranslations('recovery.steps.plan');
  const ui = useTranslations('ui');
  return (
    <>
      <DialogBody>{children}</DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{ui('cancel')}</Button>
        <Button variant="primary" disabled={!ready} onClick={onNext}>
          {t('next')}
        </Button>
      </DialogFooter>
    </>
  );
}
