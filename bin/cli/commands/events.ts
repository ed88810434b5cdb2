import type { Command } from 'commander';
import type { EventView } from '../../../server/schemas/event.ts';
import { plainLine } from '../plain-text.ts';
import { openSession, type Session } from '../session.ts';
import { findTarget } from '../targets.ts';

function sentence(event: EventView): string {
  const params = Object.entries(event.params).map(([key, value]) => `${key}=${value}`);
  const { at, level, kind, actor } = event;
  return plainLine(`${at}  ${level.padEnd(7)}  ${kind.padEnd(22)}  ${actor}  ${params.join(' ')}`).trimEnd();
}

function tell(session: Session, events: readonly EventView[]): void {
  for (const event of events)
    process.stdout.write(`${session.output.json ? JSON.stringify(event) : sentence(event)}\n`);
}

interface Scope {
  stackId?: string;
  serviceId?: string;
}

async function scopeOf(session: Session, target: string | undefined): Promise<Scope> {
  if (target === undefined) return {};
  const found = await findTarget(session, target);
  return found.kind === 'stack' ? { stackId: found.stackId } : { serviceId: found.serviceId };
}

async function follow(session: Session, scope: Scope, from: bigint): Promise<void> {
  let last = from;
  let running = false;
  let again = false;
  const catchUp = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      const { events } = await session.client.events.list.query({
        environmentId: session.environmentId,
        ...scope,
        limit: 200,
      });
      const fresh = events.filter((event) => BigInt(event.id) > last).reverse();
      tell(session, fresh);
      last = fresh.reduce(
        (highest, event) => (BigInt(event.id) > highest ? BigInt(event.id) : highest),
        last,
      );
    } while (again);
    running = false;
  };
  await new Promise<void>((_resolve, reject) => {
    session.client.changes.watch.subscribe(
      { environmentId: session.environmentId },
      { onData: () => void catchUp().catch(reject), onError: reject },
    );
  });
}

async function events(
  target: string | undefined,
  options: { follow?: boolean; limit: string },
  command: Command,
): Promise<void> {
  const session = await openSession(command);
  const scope = await scopeOf(session, target);
  const page = await session.client.events.list.query({
    environmentId: session.environmentId,
    ...scope,
    limit: Math.min(200, Math.max(1, Number(options.limit) || 50)),
  });
  tell(session, [...page.events].reverse());
  if (options.follow) await follow(session, scope, BigInt(page.events[0]?.id ?? 0));
}

export function addEvents(program: Command): void {
  program
    .command('events')
    .argument('[target]', 'STACK or STACK/SERVICE')
    .option('-f, --follow', 'go on as they happen')
    .option('-n, --limit <count>', 'how many of the latest', '50')
    .description('what happened, oldest first; one JSON object a line with --json')
    .action(events);
}
