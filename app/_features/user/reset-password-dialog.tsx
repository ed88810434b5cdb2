'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { setupInput, type UserView } from '../../../server/schemas/identity.ts';
import { Field } from '../../_components/ui/field.tsx';
import { FormDialog } from '../../_components/ui/form-dialog.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useUpdateUser } from './use-update-user.ts';

const passwordForm = setupInput.pick({ password: true });

export default function ResetPasswordDialog({ user, onClose }: { user: UserView; onClose: () => void }) {
  const t = useTranslations('users');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({ resolver: zodResolver(passwordForm), defaultValues: { password: '' } });
  const { update, pending } = useUpdateUser({
    onDone: () => {
      notify.success(t('password.done', { name: user.name }));
      onClose();
    },
    onError: (error) => {
      const placed = setServerErrors(error, ['password'], form.setError);
      setRefusal(placed ? null : errorText(error));
    },
  });
  return (
    <FormDialog
      title={t('password.title', { name: user.name })}
      description={t('password.description')}
      submitLabel={t('password.submit')}
      onClose={onClose}
      pending={pending}
      error={refusal}
      onSubmit={form.handleSubmit(({ password }) => update({ userId: user.id, password }))}
    >
      <Field
        label={t('fields.newPassword')}
        hint={t('fields.passwordHint')}
        error={fieldError(form.formState.errors.password, t('fields.passwordInvalid'))}
        required
      >
        <Input type="password" autoComplete="new-password" autoFocus {...form.register('password')} />
      </Field>
    </FormDialog>
  );
}
