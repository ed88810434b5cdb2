'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ComposeProblem } from '../../../server/schemas/stack.ts';
import { Card, CardHeader } from '../../_components/ui/card.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { Spinner } from '../../_components/ui/spinner.tsx';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { PlannedServices } from './planned-services.tsx';
import { ProblemList } from './problem-list.tsx';
import type { PlanView } from './use-compose-plan.ts';

type PlanPanelProps = {
  view: PlanView;
  onSelect: (problem: ComposeProblem) => void;
  /** Options and the button that applies it. */
  footer: ReactNode;
};

/** Beside the text, always: what applying it would do, or what keeps it from being applied. */
export function PlanPanel({ view, onSelect, footer }: PlanPanelProps) {
  const t = useTranslations('compose.plan');
  const checking = view.missing !== 'file' && !view.current && !view.error;
  return (
    <Card aria-busy={checking}>
      <CardHeader
        title={t('title')}
        actions={
          <span role="status" className="inline-flex items-center gap-1.5 text-ink-faint text-xs">
            {checking ? (
              <>
                <Spinner className="size-3" />
                {t('checking')}
              </>
            ) : null}
          </span>
        }
      />
      <PlanContent view={view} onSelect={onSelect} />
      <div className="flex flex-col gap-3 border-line border-t bg-sunken/40 p-4">{footer}</div>
    </Card>
  );
}

function PlanContent({ view, onSelect }: Pick<PlanPanelProps, 'view' | 'onSelect'>) {
  const t = useTranslations('compose.plan');
  const errorText = useErrorText();
  const { plan, missing, error, input } = view;
  if (error)
    return (
      <Notice tone="error" className="m-4">
        {errorText(error)}
      </Notice>
    );
  if (plan === null) {
    return <p className="px-4 py-8 text-center text-ink-faint text-sm">{t('waiting')}</p>;
  }
  const changes = plan.services.some((service) => service.change !== 'same');
  return (
    <div className="scrollbar-thin max-h-[60dvh] overflow-y-auto">
      {plan.problems.length > 0 ? (
        <section>
          <h3 className="px-4 pt-3 font-semibold text-error text-sm">
            {t('problems', { count: plan.problems.length })}
          </h3>
          <p className="px-4 pb-1 text-ink-faint text-xs">{t('problemsHint')}</p>
          <ProblemList entries={plan.problems} tone="error" onSelect={onSelect} />
        </section>
      ) : (
        <>
          <p className="px-4 py-3 text-ink-muted text-sm">
            {missing === 'name'
              ? t('nameFirst')
              : t(plan.stackExists ? 'existingStack' : 'newStack', { name: input.stackName })}
            {missing === null && plan.stackExists && !changes ? ` ${t('nothing')}` : ''}
          </p>
          <PlannedServices services={plan.services} />
        </>
      )}
      {plan.warnings.length > 0 ? (
        <section className="border-line border-t">
          <h3 className="px-4 pt-3 pb-1 font-semibold text-sm text-warning">
            {t('warnings', { count: plan.warnings.length })}
          </h3>
          <ProblemList entries={plan.warnings} tone="warning" onSelect={onSelect} />
        </section>
      ) : null}
    </div>
  );
}
