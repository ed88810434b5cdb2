import type { Actor, NewEvent } from '../../db/history.ts';
import type { ReportingHost } from '../../db/repositories/ingest/lock-host.ts';
import type { StateChange } from './compare-unit.ts';
import type { ReportDigest, UnitNews } from './digest.ts';

/** Of one unit in one report; more is a container that cannot live, which the unit's error tells better. */
const HEALED_TOLD_MAX = 10;

function about(host: ReportingHost, news: Pick<UnitNews, 'unit'>) {
  const actor: Actor = { kind: 'host', id: host.id, name: host.name };
  const { unit } = news;
  return {
    environmentId: host.environmentId,
    actor,
    hostId: host.id,
    stackId: unit.stackId,
    serviceId: unit.serviceId,
    unitId: unit.id,
  };
}

/** While a unit is being changed its containers come and go as asked; only then is an end nothing to worry about. */
function isUnexpected(news: UnitNews): boolean {
  return news.unit.desired === 'running' && news.unit.observedConverged === true;
}

function isHealed({ healed }: UnitNews, { instance }: StateChange): boolean {
  return instance.state === 'running' && healed.some(({ launch }) => launch === instance.launch);
}

function stateEvent(host: ReportingHost, news: UnitNews, change: StateChange): NewEvent | null {
  const params = { name: change.instance.name, host: host.name };
  const base = about(host, news);
  const level = isUnexpected(news) ? 'warning' : 'info';
  switch (change.state) {
    case 'running':
      // That it was brought back says it all, unless it was seen to be gone before.
      return isHealed(news, change) ? null : { ...base, kind: 'container.started', params };
    case 'exited':
    case 'dead':
      return {
        ...base,
        kind: 'container.exited',
        level,
        params: { ...params, exitCode: change.exitCode },
      };
    case 'missing':
      return level === 'warning' ? { ...base, kind: 'container.missing', level, params } : null;
    default:
      return null;
  }
}

function failureEvents(host: ReportingHost, digest: ReportDigest): NewEvent[] {
  const told = new Set<string>();
  const events: NewEvent[] = [];
  const tell = (news: Pick<UnitNews, 'unit'>, error: { code: string; message: string; launch: string }) => {
    if (told.has(news.unit.id)) return;
    told.add(news.unit.id);
    const { code, message, launch } = error;
    events.push({
      ...about(host, news),
      kind: 'unit.failed',
      level: 'error',
      params: { name: digest.nameOf(news.unit.id, launch), host: host.name, code, message },
    });
  };
  for (const { isNews, error, unit } of digest.failures) if (isNews) tell({ unit }, error);
  for (const news of digest.news) if (news.newError !== null) tell(news, news.newError);
  return events;
}

function healedEvents(host: ReportingHost, digest: ReportDigest, news: UnitNews): NewEvent[] {
  return news.healed.slice(0, HEALED_TOLD_MAX).map(({ launch, cause, at }) => ({
    ...about(host, news),
    kind: 'container.healed',
    params: { name: digest.nameOf(news.unit.id, launch), host: host.name, cause, at },
  }));
}

/** What happened on the host, as lines of history. */
export function reportEvents(host: ReportingHost, digest: ReportDigest): NewEvent[] {
  const told = digest.news.flatMap((news) => [
    ...news.states.map((change) => stateEvent(host, news, change)).filter((event) => event !== null),
    ...healedEvents(host, digest, news),
  ]);
  return [...told, ...failureEvents(host, digest)];
}

/** An engine that went away or came back; a host that has never been ready has nothing to tell yet. */
export function engineEvents(host: ReportingHost, reachable: boolean): NewEvent[] {
  if (host.engineReachable === reachable || host.state === 'registering') return [];
  return [
    {
      environmentId: host.environmentId,
      kind: reachable ? 'host.engine-available' : 'host.engine-unavailable',
      level: reachable ? 'info' : 'error',
      actor: { kind: 'host', id: host.id, name: host.name },
      params: { name: host.name },
      hostId: host.id,
    },
  ];
}
