'use client';

import { useTranslations } from 'next-intl';
import type { FormEventHandler, ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx';
import { Notice } from './notice.tsx';

type FormDialogProps = {
  title: ReactNode;
  description?: ReactNode;
  submitLabel: string;
  onSubmit: FormEventHandler<HTMLFormElement>;
  onClose: () => void;
  pending?: boolean;
  /** What the server refused as a whole; errors of fields stand at the fields. */
  error?: string | null;
  size?: 'sm' | 'md' | 'lg';
  children: ReactNode;
};

/** A dialog that is a form. It is open as long as it is rendered. */
export function FormDialog(props: FormDialogProps) {
  const t = useTranslations('ui');
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={props.title}
      description={props.description}
      {...(props.size ? { size: props.size } : {})}
    >
      <form noValidate className="flex min-h-0 flex-col" onSubmit={props.onSubmit}>
        <DialogBody>
          {props.children}
          {props.error ? <Notice tone="error">{props.error}</Notice> : null}
        </DialogBody>
        <DialogFooter>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" loading={props.pending ?? false}>
            {props.submitLabel}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
