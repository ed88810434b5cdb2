import type { EventView } from '../../../server/schemas/event.ts';

type Params = EventView['params'];
type Value = string | number;

/** Names that sentences of history speak of. Events written by an older server may lack some. */
const known = [
  'name',
  'host',
  'stack',
  'service',
  'unit',
  'container',
  'username',
  'role',
  'from',
  'to',
] as const;

const aliases: Partial<Record<(typeof known)[number], readonly string[]>> = {
  name: ['hostName', 'stackName', 'serviceName', 'unitName', 'containerName', 'username'],
  host: ['hostName'],
  stack: ['stackName'],
  service: ['serviceName'],
  unit: ['unitName'],
  container: ['containerName', 'unit'],
};

const missing = '—';

/** The values for a sentence: every name it may use is there, so that a sentence never fails for want of one. */
export function eventValues(params: Params): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const [key, value] of Object.entries(params)) {
    values[key] = typeof value === 'number' ? value : value === null ? missing : String(value);
  }
  for (const key of known) {
    const alias = aliases[key]?.find((name) => name in values);
    values[key] ??= (alias && values[alias]) ?? missing;
  }
  return values;
}

/** What the event says beyond its sentence: the engine's words, a reason. */
export function eventDetail(params: Params): string | null {
  for (const key of ['message', 'error', 'detail']) {
    const value = params[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
