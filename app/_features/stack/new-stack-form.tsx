'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { Button } from '../../_components/ui/button.tsx';
import { Card, CardBody } from '../../_components/ui/card.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { Textarea } from '../../_components/ui/textarea.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { lazyResolver } from '../../_lib/lazy-resolver.ts';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useRefreshServices } from '../service/use-refresh-services.ts';

const resolver = lazyResolver(
  async () => (await import('../../../server/schemas/stack.ts')).createStackInput,
);

/** Name and description; the services follow on the next page. */
export default function NewStackForm({ environmentId }: { environmentId: string }) {
  const t = useTranslations('stacks');
  const { form, create, refusal } = useCreateStack(environmentId);
  const name = useWatch({ control: form.control, name: 'name' });
  const { errors } = form.formState;
  return (
    <Card className="max-w-2xl">
      <form noValidate onSubmit={form.handleSubmit((values) => create.mutate(values))}>
        <CardBody className="flex flex-col gap-4">
          <Field
            label={t('create.name')}
            hint={t('create.nameHint', { name: name || t('create.example') })}
            error={fieldError(errors.name, t('create.nameInvalid'))}
            required
          >
            <Input placeholder={t('create.example')} maxLength={63} autoFocus {...form.register('name')} />
          </Field>
          <Field
            label={t('create.description')}
            error={fieldError(errors.description, t('create.descriptionInvalid'))}
            optional
          >
            <Textarea rows={2} {...form.register('description')} />
          </Field>
          {refusal ? <Notice tone="error">{refusal}</Notice> : null}
        </CardBody>
        <footer className="flex flex-wrap items-center gap-3 border-line border-t bg-sunken/40 px-4 py-3">
          <p className="flex-1 text-ink-faint text-xs">{t('create.next')}</p>
          <Button type="submit" variant="primary" loading={create.isPending}>
            {t('create.submit')}
          </Button>
        </footer>
      </form>
    </Card>
  );
}

function useCreateStack(environmentId: string) {
  const t = useTranslations('stacks.done');
  const trpc = useTRPC();
  const router = useRouter();
  const errorText = useErrorText();
  const refresh = useRefreshServices();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    resolver,
    defaultValues: { environmentId, name: '', description: '' },
  });
  const create = useMutation(
    trpc.stacks.create.mutationOptions({
      onSuccess: (stack) => {
        notify.success(t('created', { name: stack.name }));
        router.push(routes.newService(environmentId, stack.id));
        return refresh();
      },
      onError: (error) => {
        const placed = setServerErrors(error, ['name', 'description'], form.setError);
        setRefusal(placed ? null : errorText(error));
      },
    }),
  );
  return { form, create, refusal };
}
