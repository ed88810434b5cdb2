'use client';

import { useTranslations } from 'next-intl';
import { errorDetail } from './error-detail.ts';

/** A sentence for any failure of a call: the server's own where it answered, ours where it did not. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations('errors');
  return (error) => {
    const detail = errorDetail(error);
    if (!detail) return t('unreachable');
    if (detail.code === 'internal') return t('internal', { requestId: detail.requestId });
    return detail.message;
  };
}
