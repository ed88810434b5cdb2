'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { RecoveryPlan } from '../../../server/schemas/recovery.ts';
import { Button } from '../../_components/ui/button.tsx';
import { Checkbox } from '../../_components/ui/checkbox.tsx';
import { DialogBody, DialogFooter } from '../../_components/ui/dialog.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { Progress } from '../../_components/ui/progress.tsx';
import { compareTyped, headLength } from './fingerprint.ts';
import { countPlan } from './recovery-counts.ts';

type ConfirmStepProps = {
  fingerprint: string;
  plan: RecoveryPlan;
  pending: boolean;
  error: string | null;
  onBack: () => void;
  onConfirm: (trustLater: boolean) => void;
};

/** The fingerprint itself is not shown here: it is to be taken from one's own notes, not from the page beside. */
export function ConfirmStep({ fingerprint, plan, pending, error, onBack, onConfirm }: ConfirmStepProps) {
  const t = useTranslations('recovery.confirm');
  const [typed, setTyped] = useState('');
  const [trustLater, setTrustLater] = useState(true);
  const formId = useId();
  const verdict = compareTyped(typed, fingerprint);
  return (
    <>
      <DialogBody>
        <form
          id={formId}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (verdict === 'same' && !pending) onConfirm(trustLater);
          }}
        >
          <Consequences plan={plan} />
          <Field
            label={t('digits', { count: headLength })}
            hint={t('digitsHint')}
            error={verdict === 'different' ? t('different') : null}
            required
          >
            <Input
              autoFocus
              value={typed}
              placeholder={t('example')}
              className="font-mono"
              disabled={pending}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
          <Checkbox
            label={t('trustLater')}
            hint={t('trustLaterHint')}
            checked={trustLater}
            disabled={pending}
            onChange={(event) => setTrustLater(event.target.checked)}
          />
        </form>
        {pending ? (
          <div role="status" className="flex flex-col gap-1.5">
            <p className="text-ink-muted text-sm">{t('progress')}</p>
            <Progress label={t('progress')} />
          </div>
        ) : null}
        {error ? <Notice tone="error">{error}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onBack} disabled={pending}>
          {t('back')}
        </Button>
        <Button type="submit" form={formId} variant="primary" disabled={verdict !== 'same'} loading={pending}>
          {t('submit')}
        </Button>
      </DialogFooter>
    </>
  );
}

function Consequences({ plan }: { plan: RecoveryPlan }) {
  const t = useTranslations('recovery.confirm');
  const { hosts, stacks, services, units, missing } = countPlan(plan);
  return (
    <ul className="flex list-disc flex-col gap-1.5 pl-4 text-ink-muted text-sm marker:text-ink-faint">
      <li>{t('written', { stacks, services })}</li>
      <li>{t('kept', { count: units })}</li>
      {missing > 0 ? <li>{t('started', { count: missing })}</li> : null}
      <li>{t('obeys', { count: hosts })}</li>
    </ul>
  );
}
