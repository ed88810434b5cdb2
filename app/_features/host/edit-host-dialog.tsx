'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { type HostView, updateHostInput } from '../../../server/schemas/host.ts';
import { Field } from '../../_components/ui/field.tsx';
import { FormDialog } from '../../_components/ui/form-dialog.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { KeyValueEditor } from '../../_components/ui/key-value-editor.tsx';
import { type KeyValue, toKeyValues, toRecord } from '../../_components/ui/key-values.ts';
import { Textarea } from '../../_components/ui/textarea.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';

type EditHostDialogProps = { environmentId: string; host: HostView; onClose: () => void };

export default function EditHostDialog({ environmentId, host, onClose }: EditHostDialogProps) {
  const t = useTranslations('hosts.edit');
  const [labels, setLabels] = useState<readonly KeyValue[]>(() => toKeyValues(host.labels));
  const { form, update, refusal } = useEditHost(environmentId, host, onClose);
  const { errors } = form.formState;

  function changeLabels(rows: KeyValue[]) {
    setLabels(rows);
    form.setValue('labels', toRecord(rows), { shouldDirty: true });
    form.clearErrors('labels');
  }

  return (
    <FormDialog
      title={t('title', { name: host.name })}
      submitLabel={t('submit')}
      onClose={onClose}
      pending={update.isPending}
      error={refusal}
      size="md"
      onSubmit={form.handleSubmit((values) => update.mutate(values))}
    >
      <Field label={t('name')} error={fieldError(errors.name, t('nameInvalid'))} required>
        <Input {...form.register('name')} />
      </Field>
      <Field
        label={t('description')}
        error={fieldError(errors.description, t('descriptionInvalid'))}
        optional
      >
        <Textarea rows={2} {...form.register('description')} />
      </Field>
      <section className="flex flex-col gap-2">
        <h3 className="font-medium text-ink text-sm">{t('labels')}</h3>
        <p className="text-ink-faint text-xs">{t('labelsHint')}</p>
        <KeyValueEditor label={t('labels')} value={labels} onChange={changeLabels} addLabel={t('addLabel')} />
        {errors.labels ? (
          <p role="alert" className="text-error text-xs">
            {labelsError(errors.labels, t('labelsInvalid'))}
          </p>
        ) : null}
      </section>
    </FormDialog>
  );
}

/** The server's words arrive as one error of the whole; those of the form are one per label. */
function labelsError(error: object, invalid: string): string {
  return 'message' in error && typeof error.message === 'string' ? error.message : invalid;
}

function useEditHost(environmentId: string, host: HostView, onClose: () => void) {
  const t = useTranslations('hosts.edit');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(updateHostInput),
    defaultValues: {
      environmentId,
      hostId: host.id,
      name: host.name,
      description: host.description,
      labels: host.labels,
    },
  });
  const update = useMutation(
    trpc.hosts.update.mutationOptions({
      onSuccess: async () => {
        notify.success(t('done'));
        onClose();
        await queryClient.invalidateQueries({ queryKey: trpc.hosts.pathKey() });
      },
      onError: (error) => {
        const placed = setServerErrors(error, ['name', 'description', 'labels'], form.setError);
        setRefusal(placed ? null : errorText(error));
      },
    }),
  );
  return { form, update, refusal };
}
