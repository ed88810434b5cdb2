import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../../_lib/cn.ts';

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return (
    <section className={cn('rounded-lg border border-line bg-surface shadow-card', className)} {...rest} />
  );
}

type CardHeaderProps = { title: ReactNode; description?: ReactNode; actions?: ReactNode; className?: string };

export function CardHeader({ title, description, actions, className }: CardHeaderProps) {
  return (
    <header className={cn('flex min-h-11 items-center gap-3 border-line border-b px-4 py-2', className)}>
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold text-ink text-sm">{title}</h2>
        {description ? <p className="text-ink-faint text-xs">{description}</p> : null}
      </div>
      {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('p-4', className)} {...rest} />;
}
