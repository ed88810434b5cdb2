'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../../_components/ui/toast.ts';
import { type RouterInputs, useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';

type Options = {
  onDone?: () => void;
  /** Where the refusal is shown; without it, as a message at the edge of the screen. */
  onError?: (error: unknown) => void;
};

export function useUpdateUser({ onDone, onError }: Options = {}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const mutation = useMutation(
    trpc.users.update.mutationOptions({
      onSuccess: async () => {
        onDone?.();
        await queryClient.invalidateQueries({ queryKey: trpc.users.pathKey() });
      },
      onError: (error) => (onError ? onError(error) : notify.error(errorText(error))),
    }),
  );
  return {
    pending: mutation.isPending,
    update: (input: RouterInputs['users']['update']) => mutation.mutate(input),
  };
}
