import { describe, expect, it } from 'vitest';
import { assignmentSchema } from '../../../agent/protocol/assignment.ts';
import type { AssignmentSource } from '../../db/repositories/plan/host-assignments.ts';
import type { RevisionSpec } from '../../db/repositories/plan/revision-specs.ts';
import { type ServiceSpecInput, serviceSpecSchema } from '../../schemas/service.ts';
import { buildAssignment } from './build-assignment.ts';
import { canonicalJson } from './canonical-json.ts';

const SOURCE: AssignmentSource = {
  unitId: 'unt_01j0000000000000000abcdefg',
  environmentId: 'env_a',
  stackId: 'stk_a',
  stackName: 'web',
  serviceId: 'svc_a',
  serviceName: 'nginx',
  index: 2,
  revisionId: 'rev_a',
  generation: 3,
  desired: 'running',
  restartCount: 0,
  recreations: {},
};

function revision(spec: ServiceSpecInput, number = 1): RevisionSpec {
  return { id: 'rev_a', number, spec: serviceSpecSchema.parse(spec) };
}

const PLAIN = revision({
  launch: { image: 'nginx', labels: { tier: 'front' } },
  sidekicks: [{ name: 'log', launch: { image: 'busybox' } }],
});

function hashes(spec: RevisionSpec, change: Partial<AssignmentSource> = {}): string[] {
  return buildAssignment({ ...SOURCE, ...change }, spec).containers.map((container) => container.specHash);
}

describe('buildAssignment', () => {
  it('is what the wire carries, primary first', () => {
    const assignment = buildAssignment(SOURCE, PLAIN);
    expect(assignmentSchema.parse(assignment)).toEqual(assignment);
    expect(assignment.containers.map(({ launch, name, dockerName }) => [launch, name, dockerName])).toEqual([
      ['', 'web-nginx-2', 'r-web-nginx-2-0abcdefg'],
      ['log', 'web-nginx-log-2', 'r-web-nginx-log-2-0abcdefg'],
    ]);
  });

  it('a container that a person removed differs from the one before it, and from no other', () => {
    const before = buildAssignment(SOURCE, PLAIN).containers;
    const [primary, sidekick] = buildAssignment({ ...SOURCE, recreations: { log: 2 } }, PLAIN).containers;
    expect(primary).toEqual(before[0]);
    expect(sidekick?.specHash).not.toBe(before[1]?.specHash);
    expect(sidekick?.labels['io.drover.recreation']).toBe('2');
    expect(hashes(PLAIN, { recreations: { log: 3 } })[1]).not.toBe(sidekick?.specHash);
  });

  it('carries the labels of users and those that say whose container it is', () => {
    const [primary, sidekick] = buildAssignment(SOURCE, PLAIN).containers;
    expect(primary?.labels).toMatchObject({
      tier: 'front',
      'io.drover.unit': SOURCE.unitId,
      'io.drover.generation': '3',
      'io.drover.spec': primary?.specHash,
      'io.rancher.stack.name': 'web',
      'io.rancher.stack_service.name': 'web/nginx',
      'io.rancher.container.name': 'web-nginx-2',
      'io.rancher.service.launch.config': 'io.rancher.service.primary.launch.config',
    });
    expect(sidekick?.labels).toMatchObject({
      'io.rancher.stack_service.name': 'web/nginx/log',
      'io.rancher.service.launch.config': 'log',
    });
  });

  it('a label of a user cannot stand in for one of ours', () => {
    const forged = revision({ launch: { image: 'nginx', labels: { 'io.drover.unit': 'unt_other' } } });
    expect(buildAssignment(SOURCE, forged).containers[0]?.labels['io.drover.unit']).toBe(SOURCE.unitId);
  });

  it('the hash stays when only the generation, the restart count or the revision number moved', () => {
    const before = hashes(PLAIN);
    expect(hashes(PLAIN, { generation: 9, restartCount: 4 })).toEqual(before);
    expect(hashes({ ...PLAIN, number: 7 })).toEqual(before);
  });

  it('the hash of a container moves with its own config and no other', () => {
    const [primary, sidekick] = hashes(PLAIN);
    const edited = revision({
      launch: { image: 'nginx', labels: { tier: 'back' } },
      sidekicks: [{ name: 'log', launch: { image: 'busybox' } }],
    });
    const [primaryAfter, sidekickAfter] = hashes(edited);
    expect(primaryAfter).not.toBe(primary);
    expect(sidekickAfter).toBe(sidekick);
  });
});

describe('canonicalJson', () => {
  it('is one text whatever the order of keys, and keeps the order of lists', () => {
    expect(canonicalJson({ b: [2, { d: 1, c: null }], a: 1 })).toBe('{"a":1,"b":[2,{"c":null,"d":1}]}');
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });

  it('does not tell what is absent from what is undefined', () => {
    expect(canonicalJson({ a: undefined })).toBe(canonicalJson({}));
  });
});
