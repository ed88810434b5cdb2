import { z } from 'zod';
import { type EventRow, listEventRows } from '../../db/repositories/event.ts';
import {
  type EventView,
  eventKindSchema,
  eventLevelSchema,
  type eventPageSchema,
  eventViewSchema,
  type listEventsInput,
} from '../../schemas/event.ts';
import type { Call } from '../call.ts';

const storedSchema = z.object({
  kind: eventKindSchema,
  level: eventLevelSchema,
  params: eventViewSchema.shape.params,
});

/** History outlives versions: a line of a kind that this one does not know is left out rather than failing the page. */
function toEventView(row: EventRow): EventView[] {
  const stored = storedSchema.safeParse(row);
  if (!stored.success) return [];
  const { id, at, actorName, hostId, stackId, serviceId, unitId, causeId } = row;
  return [
    {
      ...stored.data,
      id: id.toString(),
      at: at.toISOString(),
      actor: actorName,
      hostId,
      stackId,
      serviceId,
      unitId,
      causeId: causeId?.toString() ?? null,
    },
  ];
}

export async function readEvents(
  { database }: Call,
  { cursor, limit, ...where }: z.output<typeof listEventsInput>,
): Promise<z.output<typeof eventPageSchema>> {
  const before = cursor === undefined ? undefined : BigInt(cursor);
  // One more than asked tells whether there is another page.
  const rows = await listEventRows(database.prisma, { ...where, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const nextCursor = rows.length > limit ? (page.at(-1)?.id.toString() ?? null) : null;
  return { events: page.flatMap(toEventView), nextCursor };
}
