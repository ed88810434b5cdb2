import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../lib/logger.ts';
import { assignment } from '../testing/specs.ts';
import { Identity } from './identity.ts';
import { writeLine } from './journal-line.ts';
import { UnitStore } from './unit-store.ts';

/* What a disk may hold in the place of what was written: each line costs itself. */

const log = createLogger('silent');
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-journal-'));
});
afterEach(async () => rm(directory, { recursive: true, force: true }));

const record = (unitId: string) => ({ assignment: assignment({ unitId }), servedBefore: 0, served: {} });
const entry = (unitId: string) => ({ unitId, record: record(unitId) });
/** With the right checksum: as another version of the agent may have written it. */
const line = (value: unknown) => {
  const json = typeof value === 'string' ? value : JSON.stringify(value);
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
};
const changed = (change: object) => ({
  unitId: 'u2',
  record: { ...record('u2'), assignment: { ...assignment({ unitId: 'u2' }), ...change } },
});

const held = async () => {
  const store = await UnitStore.open(directory, systemClock, log);
  const unitIds = store.all().map(({ assignment: { unitId } }) => unitId);
  await store.close();
  return unitIds;
};

describe('a journal', () => {
  it.each<readonly [string, string]>([
    ['a wrong checksum', `00000000 ${JSON.stringify(entry('u2'))}\n`],
    ['no checksum', `${JSON.stringify(entry('u2'))}\n`],
    ['no JSON', line('units: all of them')],
    ['nothing', line('null')],
    ['a list', line([entry('u2')])],
    ['a number for a unit', line({ unitId: 2, record: record('u2') })],
    ['a record that is text', line({ unitId: 'u2', record: 'running' })],
    ['a record without an assignment', line({ unitId: 'u2', record: { servedBefore: 0, served: {} } })],
    ['a wish of a newer agent', line(changed({ desired: 'hibernating' }))],
    ['no generation', line(changed({ generation: 0 }))],
    ['a generation beyond all', line(changed({ generation: 2 ** 40 }))],
    ['an enormous unit id', line(changed({ unitId: 'u'.repeat(129) }))],
    ['counts that are text', line({ unitId: 'u2', record: { ...record('u2'), served: { c1: 'twice' } } })],
    ['zeros, as a power cut leaves them', `${'\0'.repeat(4_096)}\n`],
    ['bytes that are no text', `${Buffer.from([0xff, 0xfe, 0xc0, 0x80]).toString('latin1')}\n`],
    ['a hundred thousand levels', line(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    ['ten megabytes', `${'x'.repeat(10 * 1024 * 1024)}\n`],
    ['a prototype', line('{"__proto__":{"unitId":"u2","record":null}}')],
  ])('with %s in one line keeps the others', async (_, bad) => {
    await writeFile(join(directory, 'units.journal'), writeLine(entry('u1')) + bad + writeLine(entry('u3')));
    expect(await held()).toEqual(['u1', 'u3']);
    expect(await held()).toEqual(['u1', 'u3']);
  });

  it.each([
    '../../etc/cron.d/evil',
    '/etc/passwd',
    '..',
    '.',
    'a/b',
    'CON',
    '__proto__',
    'a\0b',
    '💥',
    '-rf',
  ])('a unit called %j is a name and no path', async (unitId) => {
    const store = await UnitStore.open(directory, systemClock, log);
    store.put(record(unitId));
    await store.close();
    expect(await held()).toEqual([unitId]);
    expect(await readdir(directory)).toEqual(['units.journal']);
  });
});

describe('what the agent knows of itself', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{"baseUrl":'],
    ['a list', '[]'],
    ['fields of the wrong type', '{"baseUrl":1,"serverId":2,"hostId":3,"environmentId":4,"tokenDigest":5}'],
    ['half of it', '{"baseUrl":"http://s","serverId":"s"}'],
  ])('with %s in its enrolment enrols again, with the key it had', async (_, text) => {
    const before = await Identity.open(directory, log);
    await writeFile(join(directory, 'enrolment.json'), text);
    const after = await Identity.open(directory, log);
    expect(after.enrolment).toBeNull();
    expect(after.publicKey()).toBe(before.publicKey());
  });
});
