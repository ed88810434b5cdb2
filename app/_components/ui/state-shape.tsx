import { cn } from '../../_lib/cn.ts';

/**
 * The six tones every state of the product falls into. Each has its own shape, so that it is told apart without colour:
 * disc, turning arc, triangle, diamond, hollow square, hatched ring.
 */
export type StateTone = 'running' | 'moving' | 'warning' | 'error' | 'stopped' | 'unknown';

const colors: Record<StateTone, string> = {
  running: 'text-running',
  moving: 'text-moving',
  warning: 'text-warning',
  error: 'text-error',
  stopped: 'text-stopped',
  unknown: 'text-stopped',
};

const shapes: Record<StateTone, React.ReactNode> = {
  running: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  moving: (
    <>
      <circle cx="6" cy="6" r="4" stroke="currentColor" strokeWidth="1.8" opacity="0.3" />
      <path d="M10 6a4 4 0 0 0-4-4" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  warning: <path d="M6 1.4 11 10.2H1z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />,
  error: <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" />,
  stopped: <rect x="2.4" y="2.4" width="7.2" height="7.2" rx="1" stroke="currentColor" strokeWidth="1.6" />,
  unknown: (
    <>
      <circle cx="6" cy="6" r="4.2" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2 1.3" />
      <path d="M3.6 7.4 7.4 3.6M5 9 9 5" stroke="currentColor" strokeWidth="1" />
    </>
  ),
};

type StateShapeProps = { tone: StateTone; className?: string };

/** Decorative by itself: words stand beside it, or the element around it carries a label. */
export function StateShape({ tone, className }: StateShapeProps) {
  return (
    <svg
      viewBox="0 0 12 12"
      fill="none"
      aria-hidden="true"
      className={cn(
        'size-3 shrink-0',
        colors[tone],
        tone === 'moving' && 'animate-spin [animation-duration:1.4s]',
        className,
      )}
    >
      {shapes[tone]}
    </svg>
  );
}
