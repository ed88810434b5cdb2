'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../_components/ui/button.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { KeyValueEditor } from '../../_components/ui/key-value-editor.tsx';
import { duplicateKeys, type KeyValue, toRecord } from '../../_components/ui/key-values.ts';
import { Notice } from '../../_components/ui/notice.tsx';
import { useTRPC } from '../../_trpc/client.ts';
import { refusedFields } from '../../_trpc/refused-fields.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import type { EnrolmentToken } from './enrolment-token.ts';
import { isLoopback } from './server-address.ts';
import { WizardStep } from './wizard-step.tsx';

type PreparationFormProps = {
  environmentId: string;
  registrationUrl: string | null;
  hasToken: boolean;
  onToken: (token: EnrolmentToken) => void;
};

export function PreparationForm({ environmentId, registrationUrl, hasToken, onToken }: PreparationFormProps) {
  const t = useTranslations('enrolment.prepare');
  const trpc = useTRPC();
  const [labels, setLabels] = useState<readonly KeyValue[]>([{ key: '', value: '' }]);
  const [serverUrl, setServerUrl] = useState(() => registrationUrl ?? window.location.origin);
  const wanted = { serverUrl, labels: toRecord(labels) };
  const create = useMutation(trpc.hosts.createEnrolmentToken.mutationOptions({ onSuccess: onToken }));
  const outdated = hasToken && create.isSuccess && !isSame(create.variables, wanted);
  const errorText = useErrorText();
  const refused = refusedFields(create.error, ['serverUrl', 'labels']);
  const whole = create.error && Object.keys(refused).length === 0 ? errorText(create.error) : null;
  return (
    <WizardStep number={1} title={t('title')} description={t('description')}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ environmentId, ...wanted });
        }}
      >
        <KeyValueEditor
          label={t('labels')}
          value={labels}
          onChange={setLabels}
          keyPlaceholder={t('keyExample')}
          valuePlaceholder={t('valueExample')}
          addLabel={t('addLabel')}
        />
        {refused.labels ? <Notice tone="error">{t('labelsInvalid')}</Notice> : null}
        <Field label={t('serverUrl')} hint={t('serverUrlHint')} error={refused.serverUrl} required>
          <Input
            type="url"
            inputMode="url"
            className="font-mono"
            value={serverUrl}
            onChange={(event) => setServerUrl(event.target.value)}
          />
        </Field>
        {isLoopback(serverUrl) ? <Notice tone="warning">{t('loopback')}</Notice> : null}
        {outdated ? <Notice tone="info">{t('outdated')}</Notice> : null}
        {whole ? <Notice tone="error">{whole}</Notice> : null}
        <Button
          type="submit"
          variant={hasToken ? 'secondary' : 'primary'}
          className="self-start"
          loading={create.isPending}
          disabled={duplicateKeys(labels).size > 0}
        >
          {hasToken ? t('again') : t('submit')}
        </Button>
      </form>
    </WizardStep>
  );
}

type Wanted = { serverUrl: string; labels?: Record<string, string> | undefined };

function isSame(made: Wanted, wanted: Wanted): boolean {
  return made.serverUrl === wanted.serverUrl && JSON.stringify(made.labels) === JSON.stringify(wanted.labels);
}
