'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { createUserInput } from '../../../server/schemas/identity.ts';
import { Field } from '../../_components/ui/field.tsx';
import { FormDialog } from '../../_components/ui/form-dialog.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { Select } from '../../_components/ui/select.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';

export default function CreateUserDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('users');
  const { form, create, refusal } = useCreateUser(onClose);
  const { errors } = form.formState;
  return (
    <FormDialog
      title={t('create.title')}
      description={t('create.description')}
      submitLabel={t('create.submit')}
      onClose={onClose}
      pending={create.isPending}
      error={refusal}
      onSubmit={form.handleSubmit((values) => create.mutate(values))}
    >
      <Field label={t('fields.name')} error={fieldError(errors.name, t('fields.nameInvalid'))} required>
        <Input autoFocus {...form.register('name')} />
      </Field>
      <Field
        label={t('fields.username')}
        error={fieldError(errors.username, t('fields.usernameInvalid'))}
        required
      >
        <Input autoCapitalize="none" {...form.register('username')} />
      </Field>
      <Field
        label={t('fields.password')}
        hint={t('fields.passwordHint')}
        error={fieldError(errors.password, t('fields.passwordInvalid'))}
        required
      >
        <Input type="password" autoComplete="new-password" {...form.register('password')} />
      </Field>
      <Field label={t('fields.kind')} hint={t('fields.kindHint')}>
        <Select {...form.register('kind')}>
          <option value="user">{t('kinds.user')}</option>
          <option value="admin">{t('kinds.admin')}</option>
        </Select>
      </Field>
    </FormDialog>
  );
}

function useCreateUser(onClose: () => void) {
  const t = useTranslations('users.create');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(createUserInput),
    defaultValues: { name: '', username: '', password: '', kind: 'user' as const },
  });
  const create = useMutation(
    trpc.users.create.mutationOptions({
      onSuccess: async (user) => {
        onClose();
        notify.success(t('done', { name: user.name }));
        await queryClient.invalidateQueries({ queryKey: trpc.users.pathKey() });
      },
      onError: (error) => {
        const placed = setServerErrors(error, ['name', 'username', 'password', 'kind'], form.setError);
        setRefusal(placed ? null : errorText(error));
      },
    }),
  );
  return { form, create, refusal };
}
