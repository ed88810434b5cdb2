'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, useRef } from 'react';
import { Button } from './button.tsx';
import { FieldContext } from './field-context.ts';
import { IconButton } from './icon-button.tsx';
import { Input } from './input.tsx';
import {
  duplicateKeys,
  isKeyValuePaste,
  type KeyValue,
  mergeKeyValues,
  parseKeyValues,
} from './key-values.ts';
import { useRows } from './use-rows.ts';

type KeyValueEditorProps = {
  /** Names the group for screen readers; the rows say "key 1", "value 1", … */
  label: string;
  value: readonly KeyValue[];
  onChange: (rows: KeyValue[]) => void;
  keyPlaceholder?: string;
  valuePlaceholder?: string;
  addLabel?: string;
  disabled?: boolean;
};

/** Rows of key = value. Several `k=v` lines pasted into any field become rows. */
export function KeyValueEditor(props: KeyValueEditorProps) {
  const t = useTranslations('ui');
  const group = useRef<HTMLFieldSetElement>(null);
  const editor = useRows<KeyValue>(props.value, props.onChange);
  const plain = editor.rows.map((row) => row.value);
  const duplicates = duplicateKeys(plain);

  function paste(event: ClipboardEvent<HTMLInputElement>, index: number) {
    const text = event.clipboardData.getData('text/plain');
    if (!isKeyValuePaste(text)) return;
    event.preventDefault();
    editor.replace(mergeKeyValues(plain, index, parseKeyValues(text)));
  }

  function add() {
    editor.add({ key: '', value: '' });
    requestAnimationFrame(() => {
      const keys = group.current?.querySelectorAll<HTMLInputElement>('input[data-part="key"]');
      keys?.item(keys.length - 1)?.focus();
    });
  }

  return (
    <fieldset ref={group} disabled={props.disabled} className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">{props.label}</legend>
      <FieldContext value={null}>
        {editor.rows.map(({ id, value }, index) => (
          <div key={id} className="flex items-center gap-1.5">
            <Input
              data-part="key"
              aria-label={t('keyNumber', { number: index + 1 })}
              aria-invalid={duplicates.has(value.key) || undefined}
              value={value.key}
              placeholder={props.keyPlaceholder ?? t('key')}
              className="flex-1 font-mono"
              onPaste={(event) => paste(event, index)}
              onChange={(event) => editor.change(index, { ...value, key: event.target.value })}
            />
            <span aria-hidden="true" className="text-ink-faint">
              =
            </span>
            <Input
              aria-label={t('valueNumber', { number: index + 1 })}
              value={value.value}
              placeholder={props.valuePlaceholder ?? t('value')}
              className="flex-1 font-mono"
              onChange={(event) => editor.change(index, { ...value, value: event.target.value })}
            />
            <IconButton
              plain
              label={t('removeRow', { number: index + 1 })}
              onClick={() => editor.remove(index)}
            >
              <X aria-hidden="true" />
            </IconButton>
          </div>
        ))}
      </FieldContext>
      {duplicates.size > 0 ? (
        <p role="alert" className="text-error text-xs">
          {t('duplicateKeys', { keys: [...duplicates].join(', ') })}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" onClick={add}>
          <Plus aria-hidden="true" />
          {props.addLabel ?? t('addRow')}
        </Button>
        <span className="text-ink-faint text-xs">{t('pasteHint')}</span>
      </div>
    </fieldset>
  );
}
