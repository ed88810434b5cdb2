import type { RouterOutputs } from '../../_trpc/client.ts';

export type EnrolmentToken = RouterOutputs['hosts']['createEnrolmentToken'];
