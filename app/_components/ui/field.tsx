'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { cn } from '../../_lib/cn.ts';
import { FieldContext } from './field-context.ts';
import { Label } from './label.tsx';

type FieldProps = {
  label: ReactNode;
  children: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Says so beside the label: in most forms the optional fields are the exception. */
  optional?: boolean;
  className?: string;
};

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, children, hint, error, required = false, optional, className }: FieldProps) {
  const t = useTranslations('ui');
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error ? errorId : null, hint ? hintId : null].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <Label htmlFor={id}>{label}</Label>
        {optional ? <span className="text-ink-faint text-xs">{t('optional')}</span> : null}
      </div>
      <FieldContext value={{ id, describedBy, invalid: Boolean(error), required }}>{children}</FieldContext>
      {error ? (
        <p id={errorId} role="alert" className="flex items-start gap-1.5 text-error text-xs">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0 break-words">{error}</span>
        </p>
      ) : null}
      {hint ? (
        <p id={hintId} className="text-ink-faint text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
