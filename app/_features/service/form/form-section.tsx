'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Disclosure } from '../../../_components/ui/disclosure.tsx';
import { useHasErrors } from './field-errors.ts';

export type SectionKey =
  | 'ports'
  | 'environment'
  | 'command'
  | 'volumes'
  | 'links'
  | 'placement'
  | 'resources'
  | 'lifecycle'
  | 'network'
  | 'security'
  | 'labels'
  | 'sidekicks';

type FormSectionProps = {
  section: SectionKey;
  /** What is set inside: a number of things, or whether anything is. */
  filled: number | boolean;
  /** Paths of the form's values that belong to it. */
  paths: readonly string[];
  defaultOpen?: boolean;
  children: ReactNode;
};

export function FormSection({ section, filled, paths, defaultOpen = false, children }: FormSectionProps) {
  const t = useTranslations('serviceForm');
  const wrong = useHasErrors(paths);
  const summary =
    typeof filled === 'number' && filled > 0 ? t('count', { count: filled }) : filled ? t('set') : t('none');
  return (
    <Disclosure
      title={t(`sections.${section}`)}
      summary={summary}
      defaultOpen={defaultOpen}
      forceOpen={wrong}
    >
      {children}
    </Disclosure>
  );
}
