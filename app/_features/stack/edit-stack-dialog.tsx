'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { updateStackInput } from '../../../server/schemas/stack.ts';
import { Field } from '../../_components/ui/field.tsx';
import { FormDialog } from '../../_components/ui/form-dialog.tsx';
import { Textarea } from '../../_components/ui/textarea.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useRefreshServices } from '../service/use-refresh-services.ts';
import type { StackSubject } from './stack-subject.ts';

type EditStackDialogProps = { environmentId: string; stack: StackSubject; onClose: () => void };

export default function EditStackDialog({ environmentId, stack, onClose }: EditStackDialogProps) {
  const t = useTranslations('stacks');
  const trpc = useTRPC();
  const errorText = useErrorText();
  const refresh = useRefreshServices();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(updateStackInput),
    defaultValues: { environmentId, stackId: stack.id, description: stack.description },
  });
  const update = useMutation(
    trpc.stacks.update.mutationOptions({
      onSuccess: () => {
        notify.success(t('done.edited'));
        onClose();
        return refresh();
      },
      onError: (error) => {
        const placed = setServerErrors(error, ['description'], form.setError);
        setRefusal(placed ? null : errorText(error));
      },
    }),
  );
  const { errors } = form.formState;
  return (
    <FormDialog
      title={t('edit.title', { name: stack.name })}
      submitLabel={t('edit.submit')}
      onClose={onClose}
      pending={update.isPending}
      error={refusal}
      onSubmit={form.handleSubmit((values) => update.mutate(values))}
    >
      <Field
        label={t('edit.description')}
        error={fieldError(errors.description, t('edit.descriptionInvalid'))}
      >
        <Textarea rows={3} autoFocus {...form.register('description')} />
      </Field>
    </FormDialog>
  );
}
