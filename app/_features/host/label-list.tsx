import { cn } from '../../_lib/cn.ts';

type LabelListProps = {
  labels: Readonly<Record<string, string>>;
  /** At most so many; the rest is counted. */
  limit?: number;
  className?: string;
};

/** `key=value` chips, keys quieter than values. */
export function LabelList({ labels, limit = Number.POSITIVE_INFINITY, className }: LabelListProps) {
  const entries = Object.entries(labels).sort(([a], [b]) => a.localeCompare(b));
  const shown = entries.slice(0, limit);
  const rest = entries.length - shown.length;
  return (
    <ul className={cn('flex min-w-0 flex-wrap gap-1', className)}>
      {shown.map(([key, value]) => (
        <li
          key={key}
          title={`${key}=${value}`}
          className="flex max-w-full items-center rounded border border-line bg-sunken/60 px-1.5 font-mono text-2xs leading-[18px]"
        >
          <span className="truncate text-ink-faint">{key}</span>
          {value ? (
            <>
              <span className="text-ink-faint">=</span>
              <span className="truncate text-ink">{value}</span>
            </>
          ) : null}
        </li>
      ))}
      {rest > 0 ? <li className="px-1 text-2xs text-ink-faint leading-5">+{rest}</li> : null}
    </ul>
  );
}
