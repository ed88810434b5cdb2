import { cva } from 'class-variance-authority';

/** For what has to look like a button without being one of <Button>'s. */
export const buttonStyle = cva(
  [
    'relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium',
    'transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50',
    'aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'bg-accent text-accent-ink hover:bg-accent-hover',
        secondary: 'border border-line bg-surface text-ink shadow-card hover:bg-hover',
        ghost: 'text-ink-muted hover:bg-hover hover:text-ink',
        danger: 'bg-danger text-danger-ink hover:bg-danger-hover',
        link: 'h-auto! px-0! text-accent-text underline-offset-4 hover:underline',
      },
      size: {
        sm: 'h-7 gap-1.5 px-2.5 text-xs pointer-coarse:h-9 [&_svg]:size-3.5',
        md: 'h-8 gap-2 px-3 text-sm pointer-coarse:h-10 [&_svg]:size-4',
        lg: 'h-10 gap-2 px-4 text-base [&_svg]:size-4',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);
