import { describe, expect, it } from 'vitest';
import type { HostLifecycle, HostModel } from '../model/host.ts';
import { type HostOptions, makeHost } from '../testing/builders.ts';
import { LOST_MS, NOW, SILENT_MS, TIMING } from '../testing/clock.ts';
import { decideHostState } from './decide-host-state.ts';
import { nextStandingAt, standingOf } from './standing.ts';

describe('a server that was away', () => {
  const state = (host: HostOptions, listeningForMs: number) =>
    decideHostState(makeHost('h1', host), NOW, { ...TIMING, listeningSince: NOW - listeningForMs }, true);

  it('gives every host the whole time to be heard again before it gives it up', () => {
    const silent = { seenAgoMs: 10 * LOST_MS };
    expect(state(silent, TIMING.disconnectAfterMs - 1)).toBe('reconnecting');
    expect(state(silent, TIMING.disconnectAfterMs)).toBe('disconnected');
  });

  it('does not take back that a host was given up before', () => {
    expect(state({ seenAgoMs: 10 * LOST_MS, state: 'disconnected' }, 0)).toBe('disconnected');
  });

  it('waits as long for an engine that was silent before', () => {
    const engineless = {
      engineReachable: false,
      state: 'reconnecting',
      stateSince: NOW - 10 * LOST_MS,
    } as const;
    expect(state(engineless, TIMING.disconnectAfterMs - 1)).toBe('reconnecting');
    expect(state(engineless, TIMING.disconnectAfterMs)).toBe('disconnected');
  });
});

describe('an engine that answered for a moment, between two looks', () => {
  it('has its whole time anew', () => {
    const flapping = {
      engineReachable: false,
      state: 'reconnecting',
      stateSince: NOW - 10 * LOST_MS,
    } as const;
    const state = (knownAgoMs: number) =>
      decideHostState(makeHost('h1', { ...flapping, knownAt: NOW - knownAgoMs }), NOW, TIMING, true);
    expect(state(TIMING.disconnectAfterMs - 1)).toBe('reconnecting');
    expect(state(TIMING.disconnectAfterMs)).toBe('disconnected');
  });
});

describe('decideHostState', () => {
  const silentAfter = TIMING.heartbeatMs * TIMING.missedMax;
  it.each<readonly [name: string, host: HostOptions, holdsUnits: boolean, state: HostLifecycle]>([
    [
      'Registering_NoSession',
      { state: 'registering', lastSeenAt: null, engineReachable: false },
      false,
      'registering',
    ],
    [
      'Registering_SessionWithoutEngine',
      { state: 'registering', engineReachable: false },
      false,
      'registering',
    ],
    ['Registering_SessionAndEngine', { state: 'registering' }, false, 'active'],
    [
      'Registering_SessionAndEngine_WantedInactive',
      { state: 'registering', desired: 'inactive' },
      false,
      'inactive',
    ],
    [
      'Registering_SilentBeforeItWasReady',
      { state: 'registering', seenAgoMs: SILENT_MS },
      false,
      'registering',
    ],
    ['Registering_Lost', { state: 'registering', seenAgoMs: LOST_MS }, false, 'disconnected'],
    ['Active_Heard', {}, true, 'active'],
    ['Active_HeardInTheFuture', { seenAgoMs: -1_000 }, true, 'active'],
    ['Active_LastMomentBeforeSilent', { seenAgoMs: silentAfter - 1 }, true, 'active'],
    ['Active_MissedHeartbeats', { seenAgoMs: silentAfter }, true, 'reconnecting'],
    ['Active_LastMomentBeforeLost', { seenAgoMs: LOST_MS - 1 }, true, 'reconnecting'],
    ['Active_Lost', { seenAgoMs: LOST_MS }, true, 'disconnected'],
    ['Active_EngineDown', { engineReachable: false }, true, 'reconnecting'],
    ['Active_WantedInactive', { desired: 'inactive' }, true, 'inactive'],
    ['Inactive_WantedActive', { state: 'inactive' }, true, 'active'],
    [
      'Inactive_Silent',
      { state: 'inactive', desired: 'inactive', seenAgoMs: SILENT_MS },
      true,
      'reconnecting',
    ],
    ['Reconnecting_Back', { state: 'reconnecting' }, true, 'active'],
    ['Reconnecting_BackInactive', { state: 'reconnecting', desired: 'inactive' }, true, 'inactive'],
    [
      'Reconnecting_EngineDownAWhile',
      { state: 'reconnecting', engineReachable: false, stateSince: NOW - LOST_MS + 1 },
      true,
      'reconnecting',
    ],
    [
      'Reconnecting_EngineDownTooLong',
      { state: 'reconnecting', engineReachable: false, stateSince: NOW - LOST_MS },
      true,
      'disconnected',
    ],
    ['Disconnected_Back', { state: 'disconnected' }, true, 'active'],
    [
      'Disconnected_BackWithoutEngine',
      { state: 'disconnected', engineReachable: false, stateSince: NOW },
      true,
      'disconnected',
    ],
    [
      'Disconnected_OneHeartbeatThenSilent',
      { state: 'disconnected', seenAgoMs: SILENT_MS },
      true,
      'disconnected',
    ],
    ['WantedRemoved_HoldsUnits', { desired: 'removed' }, true, 'removing'],
    ['WantedRemoved_Empty', { desired: 'removed' }, false, 'removed'],
    ['WantedRemoved_SilentWithUnits', { desired: 'removed', seenAgoMs: SILENT_MS }, true, 'removing'],
    ['WantedRemoved_LostWithUnits', { desired: 'removed', seenAgoMs: LOST_MS }, true, 'removed'],
    ['WantedRemoved_NeverSeen', { desired: 'removed', lastSeenAt: null }, true, 'removed'],
    ['Removed_HeardAgain', { state: 'removed' }, false, 'removed'],
    ['Purged_StaysSo', { state: 'purged' }, false, 'purged'],
  ])('%s → %s', (_, options, holdsUnits, state) => {
    expect(decideHostState(makeHost('h1', options), NOW, TIMING, holdsUnits)).toBe(state);
  });
});

describe('nextStandingAt', () => {
  it('is the first instant that differs, for every small host', () => {
    const timing = { heartbeatMs: 1, missedMax: 3, disconnectAfterMs: 7 };
    const states: readonly HostLifecycle[] = [
      'registering',
      'active',
      'inactive',
      'reconnecting',
      'disconnected',
      'removing',
      'removed',
    ];
    for (const host of smallHosts(states)) {
      for (const holdsUnits of [true, false]) {
        const standing = (now: number) => JSON.stringify(standingOf(host, now, timing, holdsUnits));
        let now = 11;
        while (now < 40 && standing(now) === standing(10)) now += 1;
        expect(nextStandingAt(host, 10, timing, holdsUnits)).toBe(now === 40 ? null : now);
      }
    }
  });
});

function* smallHosts(states: readonly HostLifecycle[]): Generator<HostModel> {
  for (const state of states) {
    for (const desired of ['active', 'inactive', 'removed'] as const) {
      for (const lastSeenAt of [null, 2, 3, 5, 8, 10, 12]) {
        for (const stateSince of [1, 3, 8]) {
          for (const engineReachable of [true, false]) {
            yield makeHost('h1', { state, desired, lastSeenAt, stateSince, engineReachable });
          }
        }
      }
    }
  }
}
