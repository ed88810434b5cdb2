import type { EventView } from '../../../server/schemas/event.ts';

type Params = EventView['params'];

/** What a sentence says for a value that its event does not carry: events outlive the versions that wrote them. */
const missing = '—';

const counts = ['hostCount', 'stackCount', 'serviceCount', 'unitCount'] as const;
const used = ['name', 'host', 'stack', 'username', 'role', 'from', 'to', 'cause', 'exitCode'] as const;

export type EventValues = Record<(typeof used | typeof counts)[number] | 'service', string | number>;

/** The values for a sentence: every one that a sentence may use is there, so that none fails for want of one. */
export function eventValues(params: Params): EventValues {
  const value = (key: string) => {
    const given = params[key];
    if (given === undefined || given === null || given === '') return missing;
    return typeof given === 'boolean' ? String(given) : given;
  };
  const [name, stack] = [value('name'), value('stack')];
  return {
    name,
    stack,
    host: value('host'),
    username: value('username'),
    role: value('role'),
    from: value('from'),
    to: value('to'),
    cause: value('cause'),
    // A word that a sentence can choose by; the dash is no selector.
    exitCode: typeof params.exitCode === 'number' ? params.exitCode : 'none',
    service: stack === missing ? name : `${stack}/${name}`,
    hostCount: value('hostCount'),
    stackCount: value('stackCount'),
    serviceCount: value('serviceCount'),
    unitCount: value('unitCount'),
  };
}

/** The engine's or the server's own words, beyond the sentence. */
export function eventMessage(params: Params): string | null {
  const { message } = params;
  return typeof message === 'string' && message !== '' ? message : null;
}
