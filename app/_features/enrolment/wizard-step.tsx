'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { Card, CardBody } from '../../_components/ui/card.tsx';

type WizardStepProps = {
  number: number;
  title: string;
  description?: string;
  /** Comes into view when it appears. */
  follow?: boolean;
  children: ReactNode;
};

export function WizardStep({ number, title, description, follow = false, children }: WizardStepProps) {
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (follow) ref.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  }, [follow]);
  return (
    <li ref={ref} className="scroll-mt-16 fade-in-0 slide-in-from-bottom-1 animate-in duration-200">
      <Card>
        <header className="flex gap-3 px-4 pt-4">
          <span
            aria-hidden="true"
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-text text-xs"
          >
            {number}
          </span>
          <div className="min-w-0 pt-px">
            <h2 className="font-semibold text-base text-ink">{title}</h2>
            {description ? <p className="text-ink-muted text-sm">{description}</p> : null}
          </div>
        </header>
        <CardBody className="flex flex-col gap-4 sm:pl-13">{children}</CardBody>
      </Card>
    </li>
  );
}
