import { describe, expect, it } from 'vitest';
import { containerName, dockerName } from './names.ts';

describe('names', () => {
  it('say stack, service, sidekick and index', () => {
    expect(containerName({ stack: 'shop', service: 'web', launch: '', index: 3 })).toBe('shop-web-3');
    expect(containerName({ stack: 'shop', service: 'web', launch: 'log', index: 3 })).toBe('shop-web-log-3');
  });

  it('are unique on any engine by the end of the unit id', () => {
    expect(dockerName('shop-web-3', '0198c0de-1111-7aaa-8bbb-123456789abc')).toBe('r-shop-web-3-56789abc');
    expect(dockerName('shop-web-3', 'abc')).toBe('r-shop-web-3-abc');
  });
});
