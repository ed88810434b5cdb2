'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../_components/ui/button.tsx';
import { ErrorState } from '../../_components/ui/error-state.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { AuthCard } from './auth-card.tsx';
import { useEnter } from './use-enter.ts';
import { useEntrance } from './use-entrance.ts';

export function SignIn() {
  const t = useTranslations('session.signIn');
  const trpc = useTRPC();
  const enter = useEnter();
  const errorText = useErrorText();
  const status = useEntrance('signIn');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation(trpc.auth.signIn.mutationOptions({ onSuccess: ({ user }) => enter(user) }));
  if (status.isError) {
    return (
      <AuthCard title={t('title')} description={t('description')}>
        <ErrorState
          onRetry={() => void status.refetch()}
          retrying={status.isFetching}
          className="border-0 p-2"
        >
          {errorText(status.error)}
        </ErrorState>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t('title')} description={t('description')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ username, password });
        }}
      >
        <Field label={t('username')} required>
          <Input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            required
            className="h-9"
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        </Field>
        <Field label={t('password')} required>
          <Input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-9"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {signIn.error ? <Notice tone="error">{errorText(signIn.error)}</Notice> : null}
        <Button type="submit" variant="primary" size="lg" loading={signIn.isPending || signIn.isSuccess}>
          {t('submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
