import { expect, it } from 'vitest';
import { LABEL } from '../protocol/labels.ts';
import { type EngineHarness, running } from './conformance-harness.ts';
import type { EngineEvent } from './port.ts';

const WAIT_MS = 10_000;

export function conformEvents(get: () => EngineHarness): void {
  it('tells the whole life of a container, in order, with its labels', async () => {
    const spec = get().spec();
    const seen = await listen(get(), async () => {
      const id = await get().port.create(spec, {});
      await get().port.start(id);
      await get().port.stop(id, 5_000);
      await get().port.remove(id, false);
      return { id, last: 'destroy' };
    });
    expect(seen.map(({ action }) => action).filter((action) => action !== 'kill')).toEqual([
      'create',
      'start',
      'die',
      'destroy',
    ]);
    expect(seen[0]?.labels[LABEL.unit]).toBe(spec.labels[LABEL.unit]);
  });

  it('tells a kill with its signal before the end', async () => {
    const seen = await listen(get(), async () => {
      const id = await running(get());
      await get().byHand.kill(id);
      return { id, last: 'die' };
    });
    expect(seen.map(({ action }) => action)).toEqual(['create', 'start', 'kill', 'die']);
    expect(seen.find(({ action }) => action === 'kill')?.signal).toBe(9);
  });

  it('tells a removal by hand', async () => {
    const seen = await listen(get(), async () => {
      const id = await running(get());
      await get().byHand.remove(id);
      return { id, last: 'destroy' };
    });
    expect(seen.at(-1)?.action).toBe('destroy');
  });

  it('dates events by the clock that containers are dated by', async () => {
    let startedAt = 0;
    const seen = await listen(get(), async () => {
      const id = await running(get());
      startedAt = (await get().port.inspect(id)).startedAt ?? 0;
      return { id, last: 'start' };
    });
    const started = seen.find(({ action }) => action === 'start')?.at ?? 0;
    expect(started).toBeGreaterThanOrEqual(startedAt);
    expect(started - startedAt).toBeLessThan(5_000);
  });

  it('ends when told to', async () => {
    const controller = new AbortController();
    const { events } = await get().port.events(controller.signal);
    controller.abort();
    let count = 0;
    for await (const _event of events) count++;
    expect(count).toBeLessThan(100);
  });
}

/** Events of one container, from before `act` until the one it names last. */
async function listen(
  harness: EngineHarness,
  act: () => Promise<{ readonly id: string; readonly last: string }>,
): Promise<EngineEvent[]> {
  const controller = new AbortController();
  const deadline = setTimeout(() => controller.abort(), WAIT_MS);
  const { events } = await harness.port.events(controller.signal);
  const all: EngineEvent[] = [];
  const acting = act();
  let wanted: Awaited<typeof acting> | null = null;
  const known = acting.then((result) => {
    wanted = result;
    if (isOver(all, result)) controller.abort();
  });
  try {
    for await (const event of events) {
      all.push(event);
      if (wanted !== null && isOver(all, wanted)) break;
    }
    await known;
  } finally {
    clearTimeout(deadline);
    controller.abort();
  }
  const { id } = await acting;
  return all.filter(({ containerId }) => containerId === id);
}

function isOver(
  events: readonly EngineEvent[],
  wanted: { readonly id: string; readonly last: string },
): boolean {
  return events.some(({ containerId, action }) => containerId === wanted.id && action === wanted.last);
}
