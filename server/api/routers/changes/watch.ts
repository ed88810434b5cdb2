import { type TrackedEnvelope, tracked } from '@trpc/server';
import { requireLiveSession } from '../../../auth/session.ts';
import { DomainError } from '../../../domain/errors.ts';
import { type Change, watchChangesInput } from '../../../schemas/event.ts';
import { streamChanges } from '../../change-stream.ts';
import { environmentProcedure } from '../../trpc.ts';

/** A reconnecting page sends the id of what it saw last; as nothing is replayed, it only has to be new each time. */
export const watch = environmentProcedure('readonly')
  .input(watchChangesInput)
  .subscription(async function* ({ ctx, input, signal }): AsyncGenerator<TrackedEnvelope<Change[]>> {
    const { bus, clock, database } = ctx.deps;
    const { environmentId } = input;
    const recheck = async () => {
      await requireLiveSession(database, { id: ctx.session.id, now: clock.now() });
      const role = await ctx.findAccess(ctx.call.caller, environmentId);
      if (role === null) throw new DomainError('not-found', 'There is no such environment.');
    };
    const leave = ctx.streams.enter(ctx.session.id);
    const stream = streamChanges({
      bus,
      clock,
      environmentId,
      signal: signal ?? new AbortController().signal,
      recheck,
    });
    let count = 0;
    try {
      for await (const changes of stream) {
        count += 1;
        yield tracked(`${ctx.requestId}:${count}`, [...changes]);
      }
    } finally {
      leave();
    }
  });
