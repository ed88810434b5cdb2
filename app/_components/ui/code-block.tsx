import { cn } from '../../_lib/cn.ts';
import { CopyButton } from './copy-button.tsx';

type CodeBlockProps = {
  code: string;
  /** What the code is, for screen readers and the copy button: "Copy {label}". */
  label: string;
  /** Long lines wrap, as commands should; off for files, whose columns matter. */
  wrap?: boolean;
  className?: string;
};

export function CodeBlock({ code, label, wrap = true, className }: CodeBlockProps) {
  return (
    <figure className={cn('relative rounded-lg border border-line bg-sunken', className)}>
      <figcaption className="sr-only">{label}</figcaption>
      <pre
        className={cn(
          'scrollbar-thin max-h-96 overflow-auto py-3 pr-24 pl-3.5 font-mono text-ink text-xs leading-5',
          wrap && 'wrap-anywhere whitespace-pre-wrap',
        )}
      >
        <code>{code}</code>
      </pre>
      <CopyButton wide text={code} label={label} className="absolute top-2 right-2" />
    </figure>
  );
}
