'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { type BackupSettings, backupSettingsSchema } from '../../../server/schemas/backup.ts';
import { Field } from '../../_components/ui/field.tsx';
import { FormDialog } from '../../_components/ui/form-dialog.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { Select } from '../../_components/ui/select.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { fieldError, setServerErrors } from '../../_trpc/form-errors.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { intervalChoices } from './backup-view-model.ts';
import { useRefreshBackups } from './use-backups.ts';
import { useIntervalText } from './use-interval-text.ts';

type ScheduleDialogProps = { settings: BackupSettings; onClose: () => void };

export default function ScheduleDialog({ settings, onClose }: ScheduleDialogProps) {
  const t = useTranslations('backups.edit');
  const errorText = useErrorText();
  const intervalText = useIntervalText();
  const refresh = useRefreshBackups();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({ resolver: zodResolver(backupSettingsSchema), defaultValues: settings });
  const { errors } = form.formState;
  const save = useMutation(
    useTRPC().backups.configure.mutationOptions({
      onSuccess: () => {
        onClose();
        notify.success(t('done'));
        return refresh();
      },
      onError: (error) => {
        if (!setServerErrors(error, ['everyHours', 'keep'], form.setError)) setRefusal(errorText(error));
      },
    }),
  );
  return (
    <FormDialog
      title={t('title')}
      submitLabel={t('submit')}
      onClose={onClose}
      pending={save.isPending}
      error={refusal}
      onSubmit={form.handleSubmit((values) => {
        setRefusal(null);
        save.mutate(values);
      })}
    >
      <Field label={t('every')} error={fieldError(errors.everyHours, t('keepInvalid'))}>
        <Select {...form.register('everyHours', { valueAsNumber: true })}>
          {intervalChoices(settings.everyHours).map((hours) => (
            <option key={hours} value={hours}>
              {intervalText(hours)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('keep')} hint={t('keepHint')} error={fieldError(errors.keep, t('keepInvalid'))}>
        <Input type="number" min={1} max={365} {...form.register('keep', { valueAsNumber: true })} />
      </Field>
    </FormDialog>
  );
}
