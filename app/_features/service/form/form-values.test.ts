import { describe, expect, it } from 'vitest';
import { launchConfigSchema } from '../../../../server/schemas/launch-config.ts';
import type { ServiceDetail } from '../../../../server/schemas/service.ts';
import { blankLaunch } from './blank-launch.ts';
import { serviceFormSchema } from './form-schema.ts';
import { existingServiceValues, newServiceValues } from './form-values.ts';

const environmentId = 'env_0123456789';
const stackId = 'stk_0123456789';

function issuePaths(values: unknown): string[] {
  return serviceFormSchema.safeParse(values).error?.issues.map((issue) => issue.path.join('.')) ?? [];
}

const launch = launchConfigSchema.parse({
  image: 'nginx:1.27',
  command: ['nginx', '-g', 'daemon off;'],
  environment: { A: '1' },
  labels: { team: 'core' },
  ports: [
    { hostPort: 8080, containerPort: 80 },
    { hostPort: null, containerPort: 53, protocol: 'udp' },
  ],
  volumes: ['data:/data'],
  user: '1000',
  pidMode: 'host',
  memoryBytes: 64 * 1024 ** 2,
});
const spec = {
  version: 1 as const,
  launch,
  sidekicks: [{ name: 'logs', launch }],
  hostRules: [{ key: 'zone', value: 'a', rule: 'must' as const }],
};

describe('the service form', () => {
  it('asks only for a name and an image', () => {
    expect(issuePaths(newServiceValues(environmentId, stackId))).toEqual(['name', 'spec.launch.image']);
  });

  it('starts from what the schema makes of nothing', () => {
    expect({ ...blankLaunch, image: 'unset' }).toEqual(launchConfigSchema.parse({ image: 'unset' }));
  });

  it('gives back what it was given, sidekicks included', () => {
    const service = {
      stackId,
      name: 'web',
      description: 'd',
      scale: 3,
      links: [],
      spec,
    } as unknown as ServiceDetail;
    const values = existingServiceValues(environmentId, service);
    expect(values.spec.launch).toMatchObject({
      command: "nginx -g 'daemon off;'",
      user: '1000',
      pidMode: true,
    });
    expect(serviceFormSchema.parse(values)).toMatchObject({ name: 'web', scale: 3, spec });
  });

  it('puts what is wrong at its field', () => {
    const values = newServiceValues(environmentId, stackId);
    const wrong = {
      ...values,
      name: 'web',
      spec: {
        ...values.spec,
        launch: {
          ...values.spec.launch,
          image: 'nginx',
          ports: [{ hostIp: '', hostPort: 'x', containerPort: '80', protocol: 'tcp' }],
          volumes: ['relative:path', ''],
          memoryBytes: 1024,
        },
      },
    };
    expect(issuePaths(wrong)).toEqual([
      'spec.launch.ports.0.hostPort',
      'spec.launch.volumes.0',
      'spec.launch.memoryBytes',
    ]);
    const open = { ...values.spec.launch, image: 'nginx', command: '"open' };
    expect(issuePaths({ ...values, name: 'web', spec: { ...values.spec, launch: open } })).toEqual([
      'spec.launch.command',
    ]);
  });

  it('leaves out rows in which nothing was typed', () => {
    const values = newServiceValues(environmentId, stackId);
    const rows = {
      ...values.spec.launch,
      image: 'nginx',
      ports: [{ hostIp: '', hostPort: ' ', containerPort: '', protocol: 'tcp' as const }],
      environment: [{ key: '', value: '' }],
      volumes: [' '],
    };
    const result = serviceFormSchema.parse({
      ...values,
      name: 'web',
      spec: { ...values.spec, launch: rows },
    });
    expect(result.spec.launch).toMatchObject({ ports: [], environment: {}, volumes: [] });
  });
});
