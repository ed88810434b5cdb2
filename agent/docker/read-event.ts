import { z } from 'zod';
import { ENGINE_EVENT_ACTIONS, type EngineEvent } from './port.ts';

const rawEventSchema = z.object({
  Action: z.enum(ENGINE_EVENT_ACTIONS),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
  time: z.number(),
  timeNano: z.number().optional(),
});

/** Null for what the agent has no use for. */
export function readEvent(raw: unknown): EngineEvent | null {
  const parsed = rawEventSchema.safeParse(raw);
  if (!parsed.success) return null;
  const { Action, Actor, time, timeNano } = parsed.data;
  const labels = Actor.Attributes ?? {};
  const signal = Number(labels.signal);
  return {
    action: Action,
    containerId: Actor.ID,
    labels,
    at: timeNano === undefined ? time * 1000 : timeNano / 1e6,
    signal: Action === 'kill' && Number.isInteger(signal) ? signal : null,
  };
}
