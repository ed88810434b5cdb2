'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../_components/ui/button.tsx';
import { Checkbox } from '../../_components/ui/checkbox.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useRefreshServices } from '../service/use-refresh-services.ts';
import type { PlanView } from './use-compose-plan.ts';

/** Options of applying, and the button: it waits for a plan of exactly this text that has no problems. */
export function ApplyFooter({ environmentId, view }: { environmentId: string; view: PlanView }) {
  const t = useTranslations('compose');
  const done = useTranslations('stacks.done');
  const router = useRouter();
  const errorText = useErrorText();
  const refresh = useRefreshServices();
  const [start, setStart] = useState(true);
  const [upgrade, setUpgrade] = useState(true);
  const apply = useMutation(
    useTRPC().stacks.applyCompose.mutationOptions({
      onSuccess: ({ stackId }, { stackName }) => {
        notify.success(done('applied', { name: stackName }));
        router.push(routes.stack(environmentId, stackId));
        return refresh();
      },
    }),
  );
  const { plan, current, input, missing } = view;
  const ready = missing === null && current && plan !== null && plan.problems.length === 0;
  const differing = plan?.services.filter((service) => service.change === 'update').length ?? 0;
  return (
    <>
      <Checkbox
        label={t('options.start')}
        checked={start}
        onChange={(event) => setStart(event.target.checked)}
      />
      {plan?.stackExists ? (
        <Checkbox
          label={t('options.upgrade')}
          hint={
            !upgrade && differing > 0 ? t('options.differ', { count: differing }) : t('options.upgradeHint')
          }
          checked={upgrade}
          onChange={(event) => setUpgrade(event.target.checked)}
        />
      ) : null}
      {apply.error ? <Notice tone="error">{errorText(apply.error)}</Notice> : null}
      <Button
        variant="primary"
        size="lg"
        disabled={!ready}
        loading={apply.isPending}
        onClick={() => apply.mutate({ ...input, start, upgrade })}
      >
        {plan?.stackExists === false ? t('applyCreate') : t('apply')}
      </Button>
      {current && plan !== null && plan.problems.length > 0 ? (
        <p className="text-center text-ink-faint text-xs">{t('plan.blocked')}</p>
      ) : null}
    </>
  );
}
