import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../../model/input.ts';
import { cluster, makeHost } from '../builders.ts';
import { LOST_MS, NOW, SILENT_MS } from '../clock.ts';
import { changeHost, changeService, Walk } from './walk.ts';

const web2 = () => cluster().host('h1').host('h2').host('h3').service('web', { scale: 2 });

/** A walk in which hosts can be cut off. */
function walkWithCuts(input: PlanInput): { readonly walk: Walk; readonly down: Set<string> } {
  const down = new Set<string>();
  return { walk: new Walk(input, { isDown: ({ id }) => down.has(id) }), down };
}

const joined = (name: string) => (input: PlanInput) => ({
  ...input,
  hosts: [...input.hosts, makeHost(name, { state: 'registering', stateSince: NOW })],
});

describe('a host', () => {
  it('joins and takes the slots that wait', () => {
    const walk = new Walk(
      cluster()
        .host('h1')
        .service('web', { scale: 2, ports: [80] }).input,
    );
    expect(walk.settle()).toEqual([['place web/1 on h1: scale-up']]);
    expect(walk.report()).toEqual(['web degraded 1/1 no-host', 'web/2 waiting: no-host']);
    walk.change(joined('h2'));
    expect(walk.run().settle()).toEqual([['h2: registering → active', 'place web/2 on h2: scale-up']]);
    expect(walk.report()).toEqual(['web active 2/2']);
  });

  it('is silent for a moment and nothing happens', () => {
    const { walk, down } = walkWithCuts(web2().input);
    walk.settle();
    down.add('h1');
    expect(walk.run(SILENT_MS).plan()).toEqual(['h1: active → reconnecting']);
    expect(walk.report()).toEqual(['web degraded 1/2 host-reconnecting', 'web/1 unknown: host-reconnecting']);
    down.delete('h1');
    expect(walk.run().settle()).toEqual([['h1: reconnecting → active']]);
    expect(walk.report()).toEqual(['web active 2/2']);
  });

  it('is lost, its unit starts elsewhere under the same name, and it loses the surplus when it returns', () => {
    const { walk, down } = walkWithCuts(web2().input);
    walk.settle();
    down.add('h1');
    walk.run(SILENT_MS).plan();
    expect(walk.run(LOST_MS).settle()).toEqual([
      [
        'h1: reconnecting → disconnected',
        'place web/1 on h3: replace-lost',
        'web/1 on h1 → removed, slot given away: host-lost',
      ],
    ]);
    expect(walk.report()).toEqual(['web active 2/2 host-disconnected', 'web/1 removing: host-disconnected']);
    down.delete('h1');
    expect(walk.run().settle()).toEqual([['h1: disconnected → active', 'forget web/1 on h1: gone']]);
    expect(walk.report()).toEqual(['web active 2/2']);
  });

  it('is lost, and scaling down afterwards leaves no gap: what replaces a unit is as old as that', () => {
    const { walk, down } = walkWithCuts(
      cluster().host('h1').host('h2').host('h3').service('web', { scale: 5 }).input,
    );
    walk.settle();
    down.add('h1');
    walk.run(LOST_MS).settle();
    down.delete('h1');
    walk.run().settle();
    const order = () => walk.input.units.map(({ index, createIndex }) => [index, createIndex]).sort();
    expect(order()).toEqual([1, 2, 3, 4, 5].map((index) => [index, index]));
    walk.change(changeService('web', { scale: 7 }));
    walk.settle();
    walk.change(changeService('web', { scale: 3 }));
    walk.settle();
    expect(order()).toEqual([1, 2, 3].map((index) => [index, index]));
  });

  it('is removed, and scaling down afterwards leaves no gap', () => {
    const walk = new Walk(web2().input);
    walk.settle();
    walk.change(changeHost('h1', { desired: 'removed' }));
    walk.run().settle();
    walk.change(changeService('web', { scale: 1 }));
    walk.settle();
    expect(walk.input.units.map(({ index }) => index)).toEqual([1]);
  });

  it('is lost with nowhere to go and its units are as they were when it returns', () => {
    const { walk, down } = walkWithCuts(cluster().host('h1').service('web').input);
    walk.settle();
    down.add('h1');
    walk.run(LOST_MS);
    expect(walk.settle()).toEqual([['h1: active → disconnected']]);
    expect(walk.report()).toEqual(['web degraded 0/1 host-disconnected', 'web/1 unknown: host-disconnected']);
    down.delete('h1');
    expect(walk.run().settle()).toEqual([['h1: disconnected → active']]);
    expect(walk.report()).toEqual(['web active 1/1']);
  });

  it('is lost with nowhere to go until another joins', () => {
    const { walk, down } = walkWithCuts(cluster().host('h1').service('web').input);
    walk.settle();
    down.add('h1');
    walk.run(LOST_MS).settle();
    walk.change(joined('h2'));
    expect(walk.run().settle()).toEqual([
      [
        'h2: registering → active',
        'place web/1 on h2: replace-lost',
        'web/1 on h1 → removed, slot given away: host-lost',
      ],
    ]);
  });

  it('all but one are lost and everything runs on the one that is left', () => {
    const { walk, down } = walkWithCuts(
      cluster().host('h1').host('h2').host('h3').service('web', { scale: 3 }).input,
    );
    walk.settle();
    down.add('h1').add('h2');
    walk.run(LOST_MS).settle();
    expect(walk.report()[0]).toBe('web active 3/3 host-disconnected');
    down.clear();
    walk.run().settle();
    expect(walk.report()).toEqual(['web active 3/3']);
    expect(walk.input.units.map(({ hostId }) => hostId)).toEqual(['h3', 'h3', 'h3']);
  });

  it('is deactivated and keeps its units, which still stop, start and change', () => {
    const walk = new Walk(web2().input);
    walk.settle();
    walk.change(changeHost('h1', { desired: 'inactive' }));
    expect(walk.settle()).toEqual([['h1: active → inactive']]);
    walk.change(changeService('web', { restartCount: 1, scale: 4 }));
    const plans = walk.settle();
    expect(plans[0]).toEqual(['place web/3 on h3: scale-up', 'place web/4 on h2: scale-up']);
    expect(plans.flat()).toContain('web/1 on h1 → running restart 1: restart');
    walk.change(changeHost('h1', { desired: 'active' }));
    expect(walk.settle()).toEqual([['h1: inactive → active']]);
  });

  it('is removed while it answers: its units leave and run elsewhere', () => {
    const walk = new Walk(web2().input);
    walk.settle();
    walk.change(changeHost('h1', { desired: 'removed' }));
    expect(walk.settle()).toEqual([
      [
        'h1: active → removing',
        'place web/1 on h3: replace-lost',
        'web/1 on h1 → removed, slot given away: host-removed',
      ],
      ['h1: removing → removed', 'forget web/1 on h1: gone'],
    ]);
    expect(walk.report()).toEqual(['web active 2/2']);
  });

  it('is removed while it is away: its units are forgotten', () => {
    const { walk, down } = walkWithCuts(web2().input);
    walk.settle();
    down.add('h1').add('h2').add('h3');
    walk.run(LOST_MS).settle();
    walk.change(changeHost('h1', { desired: 'removed' }));
    expect(walk.settle()).toEqual([['h1: disconnected → removed', 'forget web/1 on h1: host-removed']]);
    expect(walk.report()).toEqual([
      'web degraded 0/1 no-host',
      'web/1 waiting: no-host',
      'web/2 unknown: host-disconnected',
    ]);
  });

  it('has a port taken by something unknown: its unit tries every host once, then stays', () => {
    const blocked = new Set(['h1', 'h2', 'h3']);
    const walk = new Walk(
      cluster()
        .host('h1')
        .host('h2')
        .host('h3')
        .service('web', { ports: [80] }).input,
      {
        failureOf: ({ hostId }) => (blocked.has(hostId) ? 'port-taken' : null),
      },
    );
    const placed: string[] = [];
    for (let tick = 0; tick < 20; tick += 1) {
      placed.push(...walk.plan().filter((line) => line.startsWith('place')));
      walk.run();
    }
    expect(placed).toEqual([
      'place web/1 on h1: scale-up',
      'place web/1 on h2: replace-lost',
      'place web/1 on h3: replace-lost',
    ]);
    expect(walk.report()).toEqual(['web degraded 0/1 port-taken', 'web/1 failing: port-taken']);
    blocked.delete('h3');
    walk.run().settle();
    expect(walk.report()).toEqual(['web active 1/1']);
    expect(walk.input.units).toHaveLength(1);
  });

  it('never learns of a decision whose job was lost, until it is sent again', () => {
    const walk = new Walk(cluster().host('h1').service('web').input);
    walk.plan();
    walk.change((input) => ({ ...input, units: input.units.map((unit) => ({ ...unit, job: null })) }));
    walk.run();
    expect(walk.settle()).toEqual([['send web/1 to h1 again']]);
    expect(walk.report()).toEqual(['web active 1/1']);
  });
});
