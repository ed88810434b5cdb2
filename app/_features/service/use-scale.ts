'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { SCALE_MAX } from '../../../server/schemas/primitives/limits.ts';
import { notify } from '../../_components/ui/toast.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useRefreshServices } from './use-refresh-services.ts';

/** Clicks that follow one another closely become one request. */
const settleMs = 350;

type Scale = { value: number; set: (next: number) => void; pending: boolean };

/**
 * The scale as the person wants it: shown at once, sent when the clicking stops, taken back when the server refuses.
 * What others do meanwhile shows as soon as the own wish has arrived.
 */
export function useScale(environmentId: string, service: { id: string; scale: number }): Scale {
  const trpc = useTRPC();
  const errorText = useErrorText();
  const refresh = useRefreshServices();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unsent = useRef<(() => void) | null>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  const scale = useMutation(
    trpc.services.scale.mutationOptions({
      // Two wishes in a row must arrive in the order they were made.
      scope: { id: `scale-${service.id}` },
      onError: (error) => notify.error(errorText(error)),
      onSettled: async (_result, _error, sent) => {
        await refresh();
        setWanted((current) => (current === sent.scale ? null : current));
      },
    }),
  );
  // Leaving the page right after a click is no change of mind.
  useEffect(() => () => unsent.current?.(), []);

  function set(next: number) {
    const value = Math.min(SCALE_MAX, Math.max(0, Math.round(next)));
    if (Number.isNaN(value)) return;
    setWanted(value);
    clearTimeout(timer.current);
    unsent.current = () => {
      clearTimeout(timer.current);
      unsent.current = null;
      scale.mutate({ environmentId, serviceId: service.id, scale: value });
    };
    timer.current = setTimeout(unsent.current, settleMs);
  }

  return { value: wanted ?? service.scale, set, pending: wanted !== null };
}
