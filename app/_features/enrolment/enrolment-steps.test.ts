import { describe, expect, it } from 'vitest';
import { type EnrolmentStatus, enrolmentSteps, enrolmentTrouble, patienceMs } from './enrolment-steps.ts';

const start = Date.parse('2026-01-01T10:00:00.000Z');
const waiting: EnrolmentStatus = {
  tokenId: 'ent_1',
  expiresAt: '2026-01-02T10:00:00.000Z',
  scriptFetchedAt: null,
  lastFailure: null,
  hosts: [],
};
const host = { id: 'hst_1', name: 'h', state: 'registering' as const, engineReachable: false };
const states = (status: EnrolmentStatus) => enrolmentSteps(status).map((step) => step.state);

describe('enrolmentSteps', () => {
  it('goes step by step', () => {
    expect(states(waiting)).toEqual(['waiting', 'ahead', 'ahead', 'ahead']);
    expect(states({ ...waiting, scriptFetchedAt: waiting.expiresAt })).toEqual([
      'done',
      'waiting',
      'ahead',
      'ahead',
    ]);
    expect(states({ ...waiting, hosts: [host] })).toEqual(['done', 'done', 'waiting', 'ahead']);
    expect(states({ ...waiting, hosts: [{ ...host, engineReachable: true }] })).toEqual([
      'done',
      'done',
      'done',
      'waiting',
    ]);
    expect(states({ ...waiting, hosts: [{ ...host, state: 'active' }] })).toEqual([
      'done',
      'done',
      'done',
      'done',
    ]);
  });
});

describe('enrolmentTrouble', () => {
  it('is patient for a minute, then names the step that does not come', () => {
    expect(enrolmentTrouble(waiting, start, start + patienceMs - 1)).toBeNull();
    expect(enrolmentTrouble(waiting, start, start + patienceMs)).toBe('nothing');
    const used = { ...waiting, scriptFetchedAt: '2026-01-01T10:00:30.000Z' };
    expect(enrolmentTrouble(used, start, start + patienceMs)).toBe('noAgent');
    expect(enrolmentTrouble({ ...waiting, hosts: [host] }, start, start + patienceMs)).toBe('noEngine');
  });

  it('tells a recorded failure at once, unless a host got through since', () => {
    const lastFailure = { at: '2026-01-01T10:00:05.000Z', code: 'x', message: 'No.' };
    expect(enrolmentTrouble({ ...waiting, lastFailure }, start, start + 1)).toBe('failed');
    expect(enrolmentTrouble({ ...waiting, lastFailure, hosts: [host] }, start, start + 1)).toBeNull();
  });

  it('says when the command is too old, and nothing once the host is active', () => {
    expect(enrolmentTrouble(waiting, start, Date.parse(waiting.expiresAt))).toBe('expired');
    const done = { ...waiting, hosts: [{ ...host, state: 'active' as const }] };
    expect(enrolmentTrouble(done, start, start + patienceMs * 10)).toBeNull();
  });
});
