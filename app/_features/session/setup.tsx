'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { setupInput } from '../../../server/schemas/identity.ts';
import { Button } from '../../_components/ui/button.tsx';
import { ErrorState } from '../../_components/ui/error-state.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { useTRPC } from '../../_trpc/client.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { AuthCard } from './auth-card.tsx';
import { useEnter } from './use-enter.ts';
import { useEntrance } from './use-entrance.ts';

/** First start: the administrator, and with it the first environment. */
export function Setup() {
  const t = useTranslations('session.setup');
  const errorText = useErrorText();
  const status = useEntrance('setup');
  return (
    <AuthCard title={t('title')} description={t('description')}>
      {status.isError ? (
        <ErrorState
          onRetry={() => void status.refetch()}
          retrying={status.isFetching}
          className="border-0 p-2"
        >
          {errorText(status.error)}
        </ErrorState>
      ) : (
        <SetupForm />
      )}
    </AuthCard>
  );
}

function SetupForm() {
  const t = useTranslations('session.setup');
  const trpc = useTRPC();
  const enter = useEnter();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(setupInput),
    defaultValues: { username: 'admin', name: '', password: '' },
  });
  const { errors } = form.formState;
  const setup = useMutation(
    trpc.auth.setup.mutationOptions({
      onSuccess: ({ user }) => enter(user),
      onError: (error) => {
        const placed = setServerErrors(error, ['username', 'name', 'password'], form.setError);
        setRefusal(placed ? null : errorText(error));
      },
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={form.handleSubmit((values) => setup.mutate(values))}
    >
      <Field label={t('name')} error={fieldError(errors.name, t('nameInvalid'))} required>
        <Input autoComplete="name" autoFocus className="h-9" {...form.register('name')} />
      </Field>
      <Field label={t('username')} error={fieldError(errors.username, t('usernameInvalid'))} required>
        <Input autoComplete="username" autoCapitalize="none" className="h-9" {...form.register('username')} />
      </Field>
      <Field
        label={t('password')}
        hint={t('passwordHint')}
        error={fieldError(errors.password, t('passwordInvalid'))}
        required
      >
        <Input type="password" autoComplete="new-password" className="h-9" {...form.register('password')} />
      </Field>
      {refusal ? <Notice tone="error">{refusal}</Notice> : null}
      <Button type="submit" variant="primary" size="lg" loading={setup.isPending || setup.isSuccess}>
        {t('submit')}
      </Button>
    </form>
  );
}
