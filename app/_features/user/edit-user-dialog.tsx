'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { type UserView, updateUserInput } from '../../../server/schemas/identity.ts';
import { Field } from '../../_components/ui/field.tsx';
import { FormDialog } from '../../_components/ui/form-dialog.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { Select } from '../../_components/ui/select.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useUpdateUser } from './use-update-user.ts';

export default function EditUserDialog({ user, onClose }: { user: UserView; onClose: () => void }) {
  const t = useTranslations('users');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(updateUserInput),
    defaultValues: { userId: user.id, name: user.name, kind: user.kind },
  });
  const { errors } = form.formState;
  const { update, pending } = useUpdateUser({
    onDone: () => {
      notify.success(t('edit.done'));
      onClose();
    },
    onError: (error) => {
      const placed = setServerErrors(error, ['name', 'kind'], form.setError);
      setRefusal(placed ? null : errorText(error));
    },
  });
  return (
    <FormDialog
      title={t('edit.title', { name: user.name })}
      submitLabel={t('edit.submit')}
      onClose={onClose}
      pending={pending}
      error={refusal}
      onSubmit={form.handleSubmit((values) => update(values))}
    >
      <Field label={t('fields.name')} error={fieldError(errors.name, t('fields.nameInvalid'))} required>
        <Input {...form.register('name')} />
      </Field>
      <Field label={t('fields.kind')} hint={t('fields.kindHint')} error={errors.kind?.message}>
        <Select {...form.register('kind')}>
          <option value="user">{t('kinds.user')}</option>
          <option value="admin">{t('kinds.admin')}</option>
        </Select>
      </Field>
    </FormDialog>
  );
}
