import { createPublicKey, verify } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../lib/logger.ts';
import { assignment } from '../testing/specs.ts';
import { Identity } from './identity.ts';
import { UnitStore } from './unit-store.ts';

const log = createLogger('silent');
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-store-'));
});
afterEach(async () => rm(directory, { recursive: true, force: true }));

const open = (): Promise<UnitStore> => UnitStore.open(directory, systemClock, log);
const record = (unitId: string, generation = 1) => ({
  assignment: assignment({ unitId, generation }),
  servedBefore: 0,
  served: { c1: generation },
});
const journal = (): string => join(directory, 'units.journal');

describe('units on disk', () => {
  it('are there again after a restart, as last put', async () => {
    const store = await open();
    store.put(record('u1'));
    store.put(record('u2'));
    await store.flushed();
    store.put(record('u1', 2));
    store.forget('u2');
    await store.close();
    expect((await open()).all()).toEqual([record('u1', 2)]);
  });

  it('are for root only, for they hold environment values', async () => {
    const store = await open();
    store.put(record('u1'));
    await store.close();
    expect((await stat(journal())).mode & 0o777).toBe(0o600);
  });

  it('half a line, as a power cut leaves it, costs only that line', async () => {
    const store = await open();
    store.put(record('u1'));
    await store.close();
    await appendFile(journal(), '12345678 {"unitId":"u2","rec');
    const again = await open();
    expect(again.all()).toEqual([record('u1')]);
    again.put(record('u3'));
    await again.close();
    expect((await open()).all()).toHaveLength(2);
  });

  it('a damaged line is left out, the others stay', async () => {
    const store = await open();
    for (const unitId of ['u1', 'u2', 'u3']) store.put(record(unitId));
    await store.close();
    const text = await readFile(journal(), 'utf8');
    await writeFile(journal(), text.replace('"unitId":"u2"', '"unitId":"uX"'));
    expect((await open()).all().map(({ assignment: { unitId } }) => unitId)).toEqual(['u1', 'u3']);
  });

  it('the journal does not grow without end', async () => {
    const store = await open();
    for (let generation = 1; generation <= 2_100; generation++) {
      store.put(record('u1', generation));
      if (generation % 50 === 0) await store.flushed();
      else await new Promise((resolve) => setImmediate(resolve));
    }
    await store.close();
    expect((await readFile(journal(), 'utf8')).split('\n').length).toBeLessThan(2_010);
    expect((await open()).get('u1')?.assignment.generation).toBe(2_100);
  });
});

describe('identity', () => {
  it('keeps its key, and its enrolment', async () => {
    const first = await Identity.open(directory, log);
    const enrolment = {
      baseUrl: 'http://s',
      serverId: 's',
      hostId: 'h',
      environmentId: 'e',
      tokenDigest: 't',
    };
    await first.setEnrolment(enrolment);
    const second = await Identity.open(directory, log);
    expect(second.publicKey()).toBe(first.publicKey());
    expect(second.enrolment).toEqual(enrolment);
    expect((await stat(join(directory, 'host-key.pem'))).mode & 0o777).toBe(0o600);
  });

  it('signs with the key that it tells', async () => {
    const identity = await Identity.open(directory, log);
    const key = createPublicKey({
      key: Buffer.from(identity.publicKey(), 'base64'),
      format: 'der',
      type: 'spki',
    });
    expect(verify(null, Buffer.from('x'), key, Buffer.from(identity.sign('x'), 'base64'))).toBe(true);
  });

  it('a damaged key is made anew', async () => {
    await writeFile(join(directory, 'host-key.pem'), 'nonsense');
    expect((await Identity.open(directory, log)).publicKey()).not.toBe('');
  });
});
