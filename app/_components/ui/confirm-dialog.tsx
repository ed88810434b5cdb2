'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx';
import { Field } from './field.tsx';
import { Input } from './input.tsx';
import { Notice } from './notice.tsx';

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, one line each, in the order it happens. */
  consequences: readonly string[];
  confirmLabel: string;
  onConfirm: () => void;
  /** For what cannot be undone and is large: the person types this first. */
  typeToConfirm?: string;
  tone?: 'danger' | 'primary';
  pending?: boolean;
  error?: string | null;
  children?: ReactNode;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTranslations('ui');
  const [typed, setTyped] = useState('');
  const allowed = !props.typeToConfirm || typed.trim() === props.typeToConfirm;
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={props.title}>
      <form
        className="contents"
        onSubmit={(event) => {
          event.preventDefault();
          if (allowed && !props.pending) props.onConfirm();
        }}
      >
        <DialogBody>
          <ul className="flex list-disc flex-col gap-1.5 pl-4 text-ink-muted text-sm marker:text-ink-faint">
            {props.consequences.map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
          {props.children}
          {props.typeToConfirm ? (
            <Field label={t('typeToConfirm', { name: props.typeToConfirm })}>
              <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoFocus />
            </Field>
          ) : null}
          {props.error ? <Notice tone="error">{props.error}</Notice> : null}
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => props.onOpenChange(false)}>{t('cancel')}</Button>
          <Button type="submit" variant={props.tone ?? 'danger'} disabled={!allowed} loading={props.pending}>
            {props.confirmLabel}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
