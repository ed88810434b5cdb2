'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from './button.tsx';
import { FieldContext } from './field-context.ts';
import { IconButton } from './icon-button.tsx';
import { Input } from './input.tsx';
import { useRows } from './use-rows.ts';

type ListEditorProps = {
  label: string;
  value: readonly string[];
  onChange: (items: string[]) => void;
  itemPlaceholder?: string;
  addLabel?: string;
  disabled?: boolean;
};

/** One text per row; several pasted lines become several rows, Enter goes on to a new one. */
export function ListEditor(props: ListEditorProps) {
  const t = useTranslations('ui');
  const group = useRef<HTMLFieldSetElement>(null);
  const editor = useRows<string>(props.value, props.onChange);

  function focusAfterRender(index: number) {
    requestAnimationFrame(() => group.current?.querySelectorAll('input').item(index)?.focus());
  }

  function add() {
    editor.add('');
    focusAfterRender(editor.rows.length);
  }

  function paste(text: string, index: number): boolean {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length < 2) return false;
    const values = editor.rows.map((row) => row.value);
    const kept = values[index] === '' ? [] : values.slice(index, index + 1);
    editor.replace([...values.slice(0, index), ...kept, ...lines, ...values.slice(index + 1)]);
    return true;
  }

  return (
    <fieldset ref={group} disabled={props.disabled} className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">{props.label}</legend>
      <FieldContext value={null}>
        {editor.rows.map(({ id, value }, index) => (
          <div key={id} className="flex items-center gap-1.5">
            <Input
              aria-label={t('itemNumber', { number: index + 1 })}
              value={value}
              placeholder={props.itemPlaceholder}
              className="flex-1 font-mono"
              onChange={(event) => editor.change(index, event.target.value)}
              onPaste={(event) => {
                if (paste(event.clipboardData.getData('text/plain'), index)) event.preventDefault();
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                add();
              }}
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
      <Button size="sm" className="self-start" onClick={add}>
        <Plus aria-hidden="true" />
        {props.addLabel ?? t('addRow')}
      </Button>
    </fieldset>
  );
}
