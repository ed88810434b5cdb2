import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kindOf } from './conformance-harness.ts';
import { DockerodeAdapter } from './dockerode-adapter.ts';

type Answer = { status: number; body: string } | 'hang' | 'cut';

/** What no real engine does on demand: hang, cut a connection, be very old. */
let directory: string;
let socketPath: string;
let server: Server;
let paths: string[];
let answers: (path: string) => Answer;
let apiVersion: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-engine-'));
  socketPath = join(directory, 'docker.sock');
  paths = [];
  apiVersion = '1.41';
  answers = () => ({ status: 200, body: '{}' });
  server = createServer((request, response) => {
    const path = request.url ?? '';
    paths.push(path);
    const answer =
      path === '/version' ? { status: 200, body: JSON.stringify({ ApiVersion: apiVersion }) } : answers(path);
    if (answer === 'hang') return;
    if (answer === 'cut') {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true, force: true });
});

describe('an engine that does not answer', () => {
  it('costs no more than the deadline', async () => {
    answers = () => 'hang';
    const docker = new DockerodeAdapter(socketPath, { ping: 50, inspect: 50, start: 50, events: 50 });
    expect(await kindOf(docker.ping())).toBe('timeout');
    expect(await kindOf(docker.inspect('c1'))).toBe('timeout');
    expect(await kindOf(docker.start('c1'))).toBe('timeout');
    expect(await kindOf(docker.events(new AbortController().signal))).toBe('timeout');
  });

  it('is unavailable when it cuts the line or is not there', async () => {
    answers = () => 'cut';
    expect(await kindOf(new DockerodeAdapter(socketPath).ping())).toBe('unavailable');
    expect(await kindOf(new DockerodeAdapter(`${socketPath}-gone`).listOwned())).toBe('unavailable');
  });

  it('never looks like one without containers', async () => {
    answers = () => ({ status: 500, body: '{"message":"layer store is broken"}' });
    expect(await kindOf(new DockerodeAdapter(socketPath).listOwned())).toBe('unknown');
  });
});

describe('API version', () => {
  it.each([
    ['1.41', '/v1.41/_ping'],
    ['1.24', '/v1.24/_ping'],
    ['1.99', '/v1.47/_ping'],
    ['1.9', '/v1.9/_ping'],
  ])('of an engine that speaks %s', async (offered, path) => {
    apiVersion = offered;
    const docker = new DockerodeAdapter(socketPath);
    await docker.ping();
    await docker.ping();
    expect(paths).toEqual(['/version', path, path]);
  });

  it('is agreed on anew when the engine was away, for another may come back', async () => {
    const docker = new DockerodeAdapter(socketPath);
    await docker.ping();
    answers = () => 'cut';
    expect(await kindOf(docker.ping())).toBe('unavailable');
    apiVersion = '1.30';
    answers = () => ({ status: 200, body: 'OK' });
    await docker.ping();
    expect(paths.at(-1)).toBe('/v1.30/_ping');
  });
});

describe('a pull', () => {
  it('fails with what the stream says at its end', async () => {
    const lines = [{ status: 'Downloading' }, { error: 'write /x: no space left on device' }];
    answers = () => ({ status: 200, body: lines.map((line) => JSON.stringify(line)).join('\r\n') });
    expect(await kindOf(new DockerodeAdapter(socketPath).pull('web:1'))).toBe('diskFull');
  });

  it.each([
    ['web', 'web%3Alatest'],
    ['registry:5000/web', 'registry%3A5000%2Fweb%3Alatest'],
    ['web:2', 'web%3A2'],
    ['web@sha256:ab', 'web%40sha256%3Aab'],
  ])('of %s asks for one image, never for all tags', async (image, asked) => {
    await new DockerodeAdapter(socketPath).pull(image);
    expect(paths.at(-1)).toContain(`fromImage=${asked}`);
  });
});
