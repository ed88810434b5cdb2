'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { objectNameSchema } from '../../../server/schemas/primitives/names.ts';
import { Card, CardBody } from '../../_components/ui/card.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { ComposeWorkbench } from '../compose/compose-workbench.tsx';

/** A new stack, named here and described by files. */
export default function StackFromCompose({ environmentId }: { environmentId: string }) {
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
