'use client';

import { FileCode, SquarePen } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { objectNameSchema } from '../../../server/schemas/primitives/names.ts';
import { Page } from '../../_components/shell/page.tsx';
import { Card, CardBody } from '../../_components/ui/card.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { SegmentedControl } from '../../_components/ui/segmented-control.tsx';
import { routes } from '../../_lib/routes.ts';
import { ComposeWorkbench } from '../compose/compose-workbench.tsx';
import { useEnvironmentId } from '../environment/current-environment.tsx';
import { NewStackForm } from './new-stack-form.tsx';

type How = 'form' | 'compose';

export function NewStackPage() {
  const t = useTranslations('stacks');
  const environmentId = useEnvironmentId();
  const [how, setHow] = useState<How>(useSearchParams().get('how') === 'compose' ? 'compose' : 'form');
  return (
    <Page
      crumbs={[{ label: t('title'), href: routes.stacks(environmentId) }, { label: t('create.title') }]}
      title={t('create.title')}
      toolbar={
        <div>
          <SegmentedControl<How>
            legend={t('create.how')}
            value={how}
            onChange={setHow}
            options={[
              { value: 'form', label: t('create.form'), icon: <SquarePen aria-hidden="true" /> },
              { value: 'compose', label: t('create.compose'), icon: <FileCode aria-hidden="true" /> },
            ]}
          />
        </div>
      }
    >
      {how === 'form' ? (
        <NewStackForm environmentId={environmentId} />
      ) : (
        <FromCompose environmentId={environmentId} />
      )}
    </Page>
  );
}

function FromCompose({ environmentId }: { environmentId: string }) {
  const t = useTranslations('stacks.create');
  const [name, setName] = useState('');
  const wrong = name !== '' && !objectNameSchema.safeParse(name).success;
  return (
    <ComposeWorkbench environmentId={environmentId} stackName={name}>
      <Card>
        <CardBody>
          <Field
            label={t('name')}
            hint={t('nameHint', { name: name || t('example') })}
            error={wrong ? t('nameInvalid') : undefined}
            required
          >
            <Input
              value={name}
              placeholder={t('example')}
              maxLength={63}
              className="max-w-80"
              onChange={(event) => setName(event.target.value.trim())}
            />
          </Field>
        </CardBody>
      </Card>
    </ComposeWorkbench>
  );
}
