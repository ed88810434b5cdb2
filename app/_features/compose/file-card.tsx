'use client';

import { FileUp, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type Ref, useId, useRef } from 'react';
import { Button } from '../../_components/ui/button.tsx';
import { Card } from '../../_components/ui/card.tsx';
import { IconButton } from '../../_components/ui/icon-button.tsx';
import { notify } from '../../_components/ui/toast.ts';
import { formatBytes } from '../../_lib/bytes.ts';
import { CodeEditor, type CodeEditorHandle } from './code-editor.tsx';
import { type ComposeFile, FILE_BYTES_MAX } from './compose-draft.ts';
import type { LineMarker } from './line-markers.ts';

type FileCardProps = {
  file: ComposeFile;
  value: string;
  onChange: (value: string) => void;
  onRemove?: () => void;
  markers: readonly LineMarker[];
  minRows: number;
  ref?: Ref<CodeEditorHandle>;
};

/** One compose file: its name, a way to choose it from the disk, and its text. */
export function FileCard(props: FileCardProps) {
  const t = useTranslations('compose.files');
  const chooser = useRef<HTMLInputElement>(null);
  const headingId = useId();

  function read(file: File) {
    if (file.size > FILE_BYTES_MAX) {
      notify.error(t('tooLarge', { name: file.name, limit: formatBytes(FILE_BYTES_MAX) }));
      return;
    }
    file.text().then(props.onChange, (error: unknown) => notify.error(String(error)));
  }

  return (
    <Card aria-labelledby={headingId}>
      <header className="flex min-h-11 items-center gap-2 border-line border-b py-1.5 pr-2 pl-4">
        <h2 id={headingId} className="min-w-0 flex-1 truncate font-mono font-semibold text-ink text-xs">
          {props.file}
        </h2>
        <input
          ref={chooser}
          type="file"
          accept=".yml,.yaml,text/yaml,text/plain"
          aria-label={`${t('upload')}: ${props.file}`}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) read(file);
            event.target.value = '';
          }}
        />
        <Button size="sm" onClick={() => chooser.current?.click()}>
          <FileUp aria-hidden="true" />
          {t('upload')}
        </Button>
        {props.onRemove ? (
          <IconButton size="sm" label={t('removeRancher')} onClick={props.onRemove}>
            <X aria-hidden="true" />
          </IconButton>
        ) : null}
      </header>
      <CodeEditor
        ref={props.ref}
        label={props.file}
        value={props.value}
        onChange={props.onChange}
        onFile={read}
        markers={props.markers}
        minRows={props.minRows}
        {...(props.file === 'docker-compose.yml' ? { placeholder: t('placeholder') } : {})}
      />
    </Card>
  );
}
