import { readEvents } from '../../../domain/event/read-events.ts';
import { eventPageSchema, listEventsInput } from '../../../schemas/event.ts';
import { environmentProcedure } from '../../trpc.ts';

export const list = environmentProcedure('readonly')
  .input(listEventsInput)
  .output(eventPageSchema)
  .query(({ ctx, input }) => readEvents(ctx.call, input));
