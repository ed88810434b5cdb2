import { describe, expect, it } from 'vitest';
import type { PortClaim } from '../model/host.ts';
import { coversPort, describePort, portsClash } from './ports.ts';

const claim = (hostIp: string | null, hostPort = 80, protocol: PortClaim['protocol'] = 'tcp'): PortClaim => ({
  hostIp,
  hostPort,
  protocol,
});

describe('ports', () => {
  it.each<readonly [a: PortClaim, b: PortClaim, clash: boolean, covers: boolean]>([
    [claim(null), claim(null), true, true],
    [claim(null), claim('10.0.0.1'), true, true],
    [claim('10.0.0.1'), claim(null), true, false],
    [claim('0.0.0.0'), claim('10.0.0.1'), true, true],
    [claim('::'), claim(''), true, true],
    [claim('10.0.0.1'), claim('10.0.0.1'), true, true],
    [claim('10.0.0.1'), claim('10.0.0.2'), false, false],
    [claim(null, 80), claim(null, 81), false, false],
    [claim(null, 80, 'tcp'), claim(null, 80, 'udp'), false, false],
  ])('%j beside %j', (a, b, clash, covers) => {
    expect(portsClash(a, b)).toBe(clash);
    expect(portsClash(b, a)).toBe(clash);
    expect(coversPort(a, b)).toBe(covers);
  });

  it('are written as people write them', () => {
    expect(describePort(claim('0.0.0.0', 8080))).toBe('8080/tcp');
    expect(describePort(claim('10.0.0.1', 53, 'udp'))).toBe('10.0.0.1:53/udp');
  });
});
