'use client';

import { useTranslations } from 'next-intl';
import { type DragEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { StateShape } from '../../_components/ui/state-shape.tsx';
import { cn } from '../../_lib/cn.ts';
import { type LineMarker, lineCount, lineRange } from './line-markers.ts';

export type CodeEditorHandle = { goToLine: (line: number) => void };

type CodeEditorProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onFile: (file: File) => void;
  markers: readonly LineMarker[];
  placeholder?: string;
  minRows?: number;
  ref?: Ref<CodeEditorHandle>;
};

/** Rows have one height in the text, the numbers and the markers: that is what keeps the three side by side. */
const rows = '[--row:1.25rem] max-sm:[--row:1.5rem]';
const textStyle = 'font-mono text-xs leading-(--row) max-sm:text-[1rem] whitespace-pre';
const paddingTop = '0.625rem';

/** A plain text area, so that every browser and screen reader knows it, with line numbers and markers beside it. */
export function CodeEditor(props: CodeEditorProps) {
  const t = useTranslations('compose.editor');
  const area = useRef<HTMLTextAreaElement>(null);
  const [scroll, setScroll] = useState(0);
  const [dragged, setDragged] = useState(false);
  const count = Math.max(lineCount(props.value), props.minRows ?? 1);

  const goToLine = (line: number) => selectLine(area.current, line);
  useImperativeHandle(props.ref, () => ({ goToLine }));

  function drop(event: DragEvent) {
    event.preventDefault();
    setDragged(false);
    const [file] = event.dataTransfer.files;
    if (file) props.onFile(file);
  }

  return (
    <fieldset
      aria-label={props.label}
      onDragOver={(event) => {
        event.preventDefault();
        setDragged(true);
      }}
      onDragLeave={() => setDragged(false)}
      onDrop={drop}
      className={cn(
        'relative flex min-h-0 min-w-0 overflow-hidden rounded-b-lg bg-surface transition-shadow focus-within:ring-2 focus-within:ring-ring/35',
        dragged && 'ring-2 ring-accent',
        rows,
      )}
    >
      <div className="relative w-14 shrink-0 select-none overflow-hidden border-line border-r bg-sunken/60">
        <div style={{ transform: `translateY(${-scroll}px)`, paddingTop }} className="relative">
          <pre aria-hidden="true" className={cn(textStyle, 'pr-2 text-right text-ink-faint')}>
            {numbers(count)}
          </pre>
          <Markers markers={props.markers} label={t('markers')} onSelect={goToLine} />
        </div>
      </div>
      <div className="relative min-w-0 flex-1">
        <Highlights markers={props.markers} scroll={scroll} />
        <textarea
          ref={area}
          aria-label={props.label}
          aria-invalid={props.markers.some((marker) => marker.tone === 'error') || undefined}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          onScroll={(event) => setScroll(event.currentTarget.scrollTop)}
          placeholder={props.placeholder}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          style={{
            paddingBlock: paddingTop,
            minHeight: `calc(${props.minRows ?? 8} * var(--row) + 1.25rem)`,
          }}
          className={cn(
            textStyle,
            'scrollbar-thin relative block h-full max-h-[70dvh] w-full resize-none overflow-auto bg-transparent px-3 text-ink outline-none [field-sizing:content] placeholder:text-ink-faint',
          )}
        />
      </div>
    </fieldset>
  );
}

/** Puts the cursor on a line, with some lines above it in view. */
function selectLine(text: HTMLTextAreaElement | null, line: number) {
  if (!text) return;
  const { start, end } = lineRange(text.value, line);
  const rowHeight = Number.parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 4) * rowHeight);
  text.focus();
  text.setSelectionRange(start, end);
}

/** The soft band behind each line that has something said about it. */
function Highlights({ markers, scroll }: { markers: readonly LineMarker[]; scroll: number }) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 overflow-hidden">
      {markers.map(({ line, tone }) => (
        <div
          key={line}
          className={cn(
            'absolute inset-x-0 h-(--row)',
            tone === 'error' ? 'bg-error-soft' : 'bg-warning-soft',
          )}
          style={{ top: `calc(${paddingTop} + ${line - 1} * var(--row) - ${scroll}px)` }}
        />
      ))}
    </div>
  );
}

type MarkersProps = { markers: readonly LineMarker[]; label: string; onSelect: (line: number) => void };

function Markers({ markers, label, onSelect }: MarkersProps) {
  const t = useTranslations('compose.editor');
  return (
    <ul aria-label={label}>
      {markers.map(({ line, tone, messages }) => (
        <li
          key={line}
          className="absolute inset-x-0"
          style={{ top: `calc(${paddingTop} + ${line - 1} * var(--row))` }}
        >
          <button
            type="button"
            title={messages.join('\n')}
            aria-label={t('problemOnLine', { line, message: messages.join(' ') })}
            onClick={() => onSelect(line)}
            className={cn(
              'flex h-(--row) w-full items-center pl-1.5 focus-visible:outline-offset-[-2px]',
              tone === 'error' ? 'bg-error-soft' : 'bg-warning-soft',
            )}
          >
            <StateShape tone={tone} className="size-2.5" />
            <span
              aria-hidden="true"
              className={cn(textStyle, 'flex-1 pr-2 text-right font-semibold text-ink')}
            >
              {line}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function numbers(count: number): string {
  return Array.from({ length: count }, (_, index) => index + 1).join('\n');
}
