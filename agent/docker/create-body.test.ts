import { describe, expect, it } from 'vitest';
import { START_ONCE_LABEL } from '../core/step.ts';
import { containerSpec } from '../testing/specs.ts';
import { createBody } from './create-body.ts';

const body = (overrides: Parameters<typeof containerSpec>[1] = {}) =>
  createBody(containerSpec('u1', overrides), {});

describe('create body', () => {
  it('leaves out what the image shall decide', () => {
    const plain = body();
    expect(plain).not.toHaveProperty('Cmd');
    expect(plain).not.toHaveProperty('Entrypoint');
    expect(plain).not.toHaveProperty('User');
  });

  it.each([
    ['/data', [], { '/data': {} }],
    ['/data:ro', [], { '/data': {} }],
    ['data:/data', ['data:/data'], {}],
    ['/host:/data:ro', ['/host:/data:ro'], {}],
  ])('volume %s', (volume, binds, volumes) => {
    const made = body({ volumes: [volume] });
    expect(made.HostConfig?.Binds).toEqual(binds);
    expect(made.Volumes).toEqual(volumes);
  });

  it.each([
    ['/dev/a', '/dev/a', '/dev/a', 'rwm'],
    ['/dev/a:/dev/b', '/dev/a', '/dev/b', 'rwm'],
    ['/dev/a:/dev/b:r', '/dev/a', '/dev/b', 'r'],
    ['/dev/a:r', '/dev/a', '/dev/a', 'r'],
  ])('device %s', (device, PathOnHost, PathInContainer, CgroupPermissions) => {
    expect(body({ devices: [device] }).HostConfig?.Devices).toEqual([
      { PathOnHost, PathInContainer, CgroupPermissions },
    ]);
  });

  it('binds one container port to several host ports, and one to any', () => {
    const port = { hostIp: null, containerPort: 80, protocol: 'tcp' as const };
    const made = body({
      ports: [
        { ...port, hostPort: 81 },
        { ...port, hostPort: null, hostIp: '127.0.0.1' },
      ],
    });
    expect(made.HostConfig?.PortBindings).toEqual({
      '80/tcp': [
        { HostIp: '', HostPort: '81' },
        { HostIp: '127.0.0.1', HostPort: '' },
      ],
    });
  });

  it('on the host’s network there is no name and no port of its own', () => {
    const ports = [{ hostIp: null, hostPort: 81, containerPort: 80, protocol: 'tcp' as const }];
    const made = body({ networkMode: 'host', hostname: 'web', ports });
    expect(made).not.toHaveProperty('Hostname');
    expect(made.HostConfig?.PortBindings).toEqual({});
  });

  it.each([
    ['always', {}, { Name: 'unless-stopped' }],
    ['unless-stopped', {}, { Name: 'unless-stopped' }],
    ['on-failure', {}, { Name: 'on-failure', MaximumRetryCount: 3 }],
    ['no', {}, { Name: 'no' }],
    ['always', { [START_ONCE_LABEL]: 'true' }, { Name: 'no' }],
  ])('restart policy %s %o', (name, labels, policy) => {
    const made = body({ restartPolicy: { name, maximumRetryCount: 3 }, labels });
    expect(made.HostConfig?.RestartPolicy).toEqual(policy);
  });
});
