import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';
import { Tooltip } from './tooltip.tsx';

const iconButtonStyle = cva(
  'inline-flex shrink-0 items-center justify-center rounded-md transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50',
  {
    variants: {
      variant: {
        ghost:
          'text-ink-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink',
        secondary: 'border border-line bg-surface text-ink-muted shadow-card hover:bg-hover hover:text-ink',
      },
      size: {
        sm: 'size-7 pointer-coarse:size-9 [&_svg]:size-3.5',
        md: 'size-8 pointer-coarse:size-10 [&_svg]:size-4',
      },
    },
    defaultVariants: { variant: 'ghost', size: 'md' },
  },
);

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> &
  VariantProps<typeof iconButtonStyle> & {
    /** Read aloud and shown as the tooltip. */
    label: string;
    /** Leave the tooltip out where another pop-up opens from the same button. */
    plain?: boolean;
  };

export function IconButton({ label, plain, variant, size, className, ...rest }: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      className={cn(iconButtonStyle({ variant, size }), className)}
      {...rest}
    />
  );
  return plain ? button : <Tooltip content={label}>{button}</Tooltip>;
}
