'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { objectNameSchema } from '../../../server/schemas/primitives/names.ts';
import { type ComposePlan, composeInput } from '../../../server/schemas/stack.ts';
import { useDebounced } from '../../_lib/use-debounced.ts';
import { type RouterInputs, useTRPC } from '../../_trpc/client.ts';
import { type ComposeDraft, filledVariables } from './compose-draft.ts';

/** Long enough that a word is typed, short enough that the answer seems to come at once. */
const pauseMs = 400;

/** So that the text is checked before the stack has its name. */
const STAND_IN_NAME = 'unnamed-stack';

type PlanInput = RouterInputs['stacks']['planCompose'];

export type PlanView = {
  input: PlanInput;
  /** The last plan known; it may be of an earlier text. */
  plan: ComposePlan | null;
  /** The plan is of exactly this text, though perhaps not yet of a stack with a name. */
  current: boolean;
  error: unknown;
  missing: 'file' | 'name' | null;
};

/** What applying the files would do, asked again whenever the typing pauses. */
export function useComposePlan(environmentId: string, stackName: string, draft: ComposeDraft): PlanView {
  const trpc = useTRPC();
  const named = objectNameSchema.safeParse(stackName).success;
  const input = useMemo<PlanInput>(
    () => ({
      environmentId,
      stackName: named ? stackName : STAND_IN_NAME,
      compose: draft.compose,
      rancherCompose: draft.rancherCompose ?? '',
      variables: filledVariables(draft),
    }),
    [environmentId, stackName, named, draft],
  );
  const settled = useDebounced(input, pauseMs);
  const empty = draft.compose.trim() === '';
  const enabled = settled.compose.trim() !== '' && composeInput.safeParse(settled).success;
  const query = useQuery(
    trpc.stacks.planCompose.queryOptions(settled, {
      enabled,
      placeholderData: keepPreviousData,
      staleTime: 0,
      // Whole files as keys: not worth keeping once another text is asked about.
      gcTime: 0,
    }),
  );
  const missing = empty ? 'file' : named ? null : 'name';
  const current = settled === input && !query.isFetching && !query.isPlaceholderData && query.isSuccess;
  return {
    input,
    plan: missing === 'file' ? null : (query.data ?? null),
    current,
    error: query.error,
    missing,
  };
}
