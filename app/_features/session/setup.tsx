'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, useState } from 'react';
import { Button } from '../../_components/ui/button.tsx';
import { ErrorState } from '../../_components/ui/error-state.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { useTRPC } from '../../_trpc/client.ts';
import { refusedFields } from '../../_trpc/refused-fields.ts';
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

const fields = ['name', 'username', 'password'] as const;
type Values = Record<(typeof fields)[number], string>;

function SetupForm() {
  const t = useTranslations('session.setup');
  const trpc = useTRPC();
  const enter = useEnter();
  const errorText = useErrorText();
  const [values, setValues] = useState<Values>({ name: '', username: 'admin', password: '' });
  const setup = useMutation(trpc.auth.setup.mutationOptions({ onSuccess: ({ user }) => enter(user) }));
  const refused = refusedFields(setup.error, fields);
  const control = (name: keyof Values) => ({
    name,
    className: 'h-9',
    value: values[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => setValues({ ...values, [name]: event.target.value }),
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setup.mutate(values);
      }}
    >
      <Field label={t('name')} error={refused.name} required>
        <Input autoComplete="name" autoFocus {...control('name')} />
      </Field>
      <Field label={t('username')} error={refused.username} required>
        <Input autoComplete="username" autoCapitalize="none" {...control('username')} />
      </Field>
      <Field label={t('password')} hint={t('passwordHint')} error={refused.password} required>
        <Input type="password" autoComplete="new-password" {...control('password')} />
      </Field>
      {setup.error && Object.keys(refused).length === 0 ? (
        <Notice tone="error">{errorText(setup.error)}</Notice>
      ) : null}
      <Button type="submit" variant="primary" size="lg" loading={setup.isPending || setup.isSuccess}>
        {t('submit')}
      </Button>
    </form>
  );
}
