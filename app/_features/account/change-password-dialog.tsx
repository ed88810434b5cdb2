'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { changePasswordInput } from '../../../server/schemas/identity.ts';
import { Field } from '../../_components/ui/field.tsx';
import { FormDialog } from '../../_components/ui/form-dialog.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';

export default function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('account.changePassword');
  const trpc = useTRPC();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(changePasswordInput),
    defaultValues: { current: '', next: '' },
  });
  const { errors } = form.formState;
  const change = useMutation(
    trpc.auth.changePassword.mutationOptions({
      onSuccess: () => {
        notify.success(t('done'));
        onClose();
      },
      onError: (error) => {
        if (!setServerErrors(error, ['current', 'next'], form.setError)) setRefusal(errorText(error));
      },
    }),
  );
  return (
    <FormDialog
      title={t('title')}
      submitLabel={t('submit')}
      onClose={onClose}
      pending={change.isPending}
      error={refusal}
      onSubmit={form.handleSubmit((values) => {
        setRefusal(null);
        change.mutate(values);
      })}
    >
      <Field label={t('current')} error={fieldError(errors.current, t('currentInvalid'))} required>
        <Input type="password" autoComplete="current-password" {...form.register('current')} />
      </Field>
      <Field
        label={t('next')}
        hint={t('nextHint')}
        error={fieldError(errors.next, t('nextInvalid'))}
        required
      >
        <Input type="password" autoComplete="new-password" {...form.register('next')} />
      </Field>
    </FormDialog>
  );
}
