'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { createEnvironmentInput, type EnvironmentView } from '../../../server/schemas/identity.ts';
import { Field } from '../../_components/ui/field.tsx';
import { FormDialog } from '../../_components/ui/form-dialog.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { Textarea } from '../../_components/ui/textarea.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';

type EnvironmentDialogProps = {
  /** Null makes a new one. */
  environment: EnvironmentView | null;
  onClose: () => void;
};

export default function EnvironmentDialog({ environment, onClose }: EnvironmentDialogProps) {
  const t = useTranslations('environments');
  const words = environment ? 'edit' : 'create';
  const form = useForm({
    resolver: zodResolver(createEnvironmentInput),
    defaultValues: { name: environment?.name ?? '', description: environment?.description ?? '' },
  });
  const { errors } = form.formState;
  const save = useSave(environment, onClose, (error) =>
    setServerErrors(error, ['name', 'description'], form.setError),
  );
  return (
    <FormDialog
      title={t(`${words}.title`)}
      description={t(`${words}.description`)}
      submitLabel={t(`${words}.submit`)}
      onClose={onClose}
      pending={save.pending}
      error={save.refusal}
      onSubmit={form.handleSubmit((values) =>
        save.run({ name: values.name, description: values.description ?? '' }),
      )}
    >
      <Field label={t('fields.name')} error={fieldError(errors.name, t('fields.nameInvalid'))} required>
        <Input autoFocus {...form.register('name')} />
      </Field>
      <Field
        label={t('fields.description')}
        error={fieldError(errors.description, t('fields.descriptionInvalid'))}
        optional
      >
        <Textarea rows={2} {...form.register('description')} />
      </Field>
    </FormDialog>
  );
}

function useSave(
  environment: EnvironmentView | null,
  onClose: () => void,
  placeErrors: (error: unknown) => boolean,
) {
  const t = useTranslations('environments');
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.environments.pathKey() });
  const onError = (error: unknown) => setRefusal(placeErrors(error) ? null : errorText(error));
  const create = useMutation(
    trpc.environments.create.mutationOptions({
      onSuccess: async (created) => {
        onClose();
        await refresh();
        notify.success(t('create.done', { name: created.name }));
        router.push(routes.hosts(created.id));
      },
      onError,
    }),
  );
  const update = useMutation(
    trpc.environments.update.mutationOptions({
      onSuccess: async () => {
        onClose();
        notify.success(t('edit.done'));
        await refresh();
      },
      onError,
    }),
  );
  return {
    refusal,
    pending: create.isPending || update.isPending,
    run(values: { name: string; description: string }) {
      setRefusal(null);
      if (environment) update.mutate({ environmentId: environment.id, ...values });
      else create.mutate(values);
    },
  };
}
