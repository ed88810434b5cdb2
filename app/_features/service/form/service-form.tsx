'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { Button } from '../../../_components/ui/button.tsx';
import { Checkbox } from '../../../_components/ui/checkbox.tsx';
import { Notice } from '../../../_components/ui/notice.tsx';
import { lazyResolver } from '../../../_lib/lazy-resolver.ts';
import { setServerErrors } from '../../../_trpc/form-errors.ts';
import { useErrorText } from '../../../_trpc/use-error-text.ts';
import { BasicsSection } from './basics-section.tsx';
import { CommandSection } from './command-section.tsx';
import type { ServiceFormResult, ServiceFormValues } from './form-values.ts';
import { LifecycleSection } from './lifecycle-section.tsx';
import { LinksSection } from './links-section.tsx';
import { LivePreview, type Preview } from './live-preview.tsx';
import { NetworkSection } from './network-section.tsx';
import { PairsSection } from './pairs-section.tsx';
import { PlacementSection } from './placement-section.tsx';
import { PortsSection } from './ports-section.tsx';
import { ResourcesSection } from './resources-section.tsx';
import { SecuritySection } from './security-section.tsx';
import { serverFields } from './server-fields.ts';
import { SidekicksSection } from './sidekicks-section.tsx';
import { VolumesSection } from './volumes-section.tsx';

type ServiceFormProps = {
  initial: ServiceFormValues;
  stackName: string;
  isNew: boolean;
  linkTargets: readonly string[];
  submitLabel: string;
  onSubmit: (result: ServiceFormResult) => Promise<unknown>;
  onCancel: () => void;
  preview: (preview: Preview) => ReactNode;
};

const resolver = lazyResolver(async () => (await import('./form-schema.ts')).serviceFormSchema);

export function ServiceForm(props: ServiceFormProps) {
  const t = useTranslations('serviceForm');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<ServiceFormValues, unknown, ServiceFormResult>({
    resolver,
    defaultValues: props.initial,
  });
  const submit = form.handleSubmit(
    async (result) => {
      setRefusal(null);
      try {
        await props.onSubmit(result);
      } catch (error) {
        const placed = setServerErrors(error, serverFields, form.setError);
        setRefusal(placed ? null : errorText(error));
      }
    },
    () => setRefusal(t('errors.summary')),
  );
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={submit}
        className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]"
      >
        <div className="flex min-w-0 flex-col gap-3">
          <BasicsSection stackName={props.stackName} isNew={props.isNew} />
          <PortsSection />
          <PairsSection kind="environment" defaultOpen={props.isNew} />
          <VolumesSection />
          <CommandSection />
          <LinksSection targets={props.linkTargets} />
          <PlacementSection />
          <ResourcesSection />
          <LifecycleSection />
          <NetworkSection />
          <SecuritySection />
          <PairsSection kind="labels" />
          <SidekicksSection />
        </div>
        <div className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-17">
          <LivePreview render={props.preview} />
          {props.isNew ? <Checkbox label={t('start')} {...form.register('start')} /> : null}
          {refusal ? <Notice tone="error">{refusal}</Notice> : null}
          <div className="flex gap-2">
            <Button type="submit" variant="primary" loading={form.formState.isSubmitting} className="flex-1">
              {props.submitLabel}
            </Button>
            <Button onClick={props.onCancel}>{t('cancel')}</Button>
          </div>
        </div>
      </form>
    </FormProvider>
  );
}
