'use client';

import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';
import { Input } from './input.tsx';

type SearchInputProps = Omit<ComponentProps<'input'>, 'type'> & { label: string };

export function SearchInput({ label, className, ...rest }: SearchInputProps) {
  return (
    <search className={cn('relative block', className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-faint"
      />
      <Input type="search" aria-label={label} placeholder={label} className="pl-8" {...rest} />
    </search>
  );
}
