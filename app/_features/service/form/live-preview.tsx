'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { useFormState, useWatch } from 'react-hook-form';
import type { serviceFormSchema } from './form-schema.ts';
import type { ServiceFormResult, ServiceFormValues } from './form-values.ts';

export interface Preview {
  /** What the form would send now; null while it would not be taken, and before anything was changed. */
  readonly result: ServiceFormResult | null;
  readonly pristine: boolean;
}

/** Alone in watching every field, so that a key stroke renders the preview and not the form. */
export function LivePreview({ render }: { render: (preview: Preview) => ReactNode }) {
  const values = useWatch<ServiceFormValues>();
  const { isDirty } = useFormState<ServiceFormValues>();
  const schema = useSchema(isDirty);
  if (!isDirty || schema === null) return render({ result: null, pristine: true });
  const parsed = schema.safeParse(values);
  return render({ result: parsed.success ? parsed.data : null, pristine: false });
}

/** Fetched with the first change: until then there is nothing to check. */
function useSchema(wanted: boolean): typeof serviceFormSchema | null {
  const [schema, setSchema] = useState<typeof serviceFormSchema | null>(null);
  useEffect(() => {
    if (!wanted || schema !== null) return;
    void import('./form-schema.ts').then((module) => setSchema(module.serviceFormSchema));
  }, [wanted, schema]);
  return schema;
}
