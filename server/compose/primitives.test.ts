import { describe, expect, it } from 'vitest';
import { parseDurationMs } from './durations.ts';
import { interpolate } from './interpolate.ts';
import { parsePorts } from './ports.ts';
import { parseSize } from './sizes.ts';
import { suggest } from './suggest.ts';
import { parseVolume } from './volumes.ts';

describe('interpolate', () => {
  const variables = { A: '1', EMPTY: '', NAME: 'web' };
  it.each([
    ['$A-${NAME}', '1-web'],
    ['$$A and $$${A}', '$A and $1'],
    ['${A:-2} ${EMPTY:-2} ${EMPTY-2} ${NONE:-2} ${NONE-2}', '1 2  2 2'],
    ['${NONE:-${NAME}-${A}}', 'web-1'],
    ['${A:+yes}${NONE:+no}${EMPTY:+no}${EMPTY+yes}', 'yesyes'],
    ['${NONE:-a b:c}', 'a b:c'],
    ['no dollar } here', 'no dollar } here'],
  ])('%s → %s', (text, expected) => {
    expect(interpolate(text, variables)).toEqual({ text: expected, unset: [], error: null });
  });

  it('names what has no value, but not what stands in a branch not taken', () => {
    expect(interpolate('$X ${Y} ${A:-$Z} ${NONE:-$W}', variables)).toEqual({
      text: '  1 ',
      unset: ['X', 'Y', 'W'],
      error: null,
    });
  });

  it('does not find variables on the prototype', () => {
    expect(interpolate('$constructor', variables).unset).toEqual(['constructor']);
  });

  it.each(['$', '$1', '${', '${A', '${A!}', '${1A}', '${}', '$(date)', '${NONE:-${A}'])(
    '%s is an error',
    (text) => {
      expect(interpolate(text, variables).error).toMatch(/\$\$/);
    },
  );

  it('says what ${VAR:?words} says', () => {
    expect(interpolate('${EMPTY:?set it}', variables).error).toBe('The variable EMPTY is needed: set it.');
    expect(interpolate('${EMPTY?set it}', variables).error).toBeNull();
  });

  it('stops text that variables blow up', () => {
    expect(interpolate('$B'.repeat(1000), { B: 'x'.repeat(60_000) }).error).toMatch(/too long/);
  });
});

describe('parsePorts', () => {
  const tcp = { hostIp: null, protocol: 'tcp' };
  it.each([
    ['80', [{ ...tcp, hostPort: null, containerPort: 80 }]],
    ['8080:80', [{ ...tcp, hostPort: 8080, containerPort: 80 }]],
    ['53:5353/udp', [{ ...tcp, hostPort: 53, containerPort: 5353, protocol: 'udp' }]],
    ['10.0.0.5:8080:80/TCP', [{ ...tcp, hostIp: '10.0.0.5', hostPort: 8080, containerPort: 80 }]],
    ['10.0.0.5::80', [{ ...tcp, hostIp: '10.0.0.5', hostPort: null, containerPort: 80 }]],
    ['0.0.0.0:80:80', [{ ...tcp, hostPort: 80, containerPort: 80 }]],
    [
      '90-91:80-81',
      [
        { ...tcp, hostPort: 90, containerPort: 80 },
        { ...tcp, hostPort: 91, containerPort: 81 },
      ],
    ],
  ])('%s', (text, ports) => {
    expect(parsePorts(text)).toEqual({ ports });
  });

  it.each([
    '',
    'web',
    '0',
    '70000',
    '80:',
    '1-200:1-200',
    '1-2:80',
    '5-4',
    '80/sctp',
    'fe80::1:80',
    '300.1.1.1:1:1',
    '1:2:3:4',
  ])('%s is an error', (text) => {
    expect(parsePorts(text)).toHaveProperty('error');
  });
});

describe('sizes and durations', () => {
  it.each([
    ['512m', 512 * 1024 ** 2],
    ['1.5g', 1.5 * 1024 ** 3],
    ['64MiB', 64 * 1024 ** 2],
    ['10 kb', 10240],
    ['300000000', 300_000_000],
    ['100b', 100],
    ['1x', null],
    ['-1', null],
    ['', null],
  ])('size %s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each([
    ['10', 10_000],
    ['1m30s', 90_000],
    ['1.5s', 1500],
    ['250ms', 250],
    ['2h', 7_200_000],
    ['soon', null],
    ['10 s', null],
  ])('duration %s', (text, ms) => {
    expect(parseDurationMs(text)).toBe(ms);
  });
});

describe('parseVolume', () => {
  it.each(['/data', 'data:/data', '/a:/b:ro', 'my_vol.1:/x:rw,z'])('%s is taken as written', (text) => {
    expect(parseVolume(text)).toEqual({ volume: text });
  });
  it.each(['data', './x:/y', '~/x:/y', '/a:b', '/a:/b:rslave', ':/b', '/a:/b:ro:x', 'a b:/c'])(
    '%s is an error',
    (text) => {
      expect(parseVolume(text)).toHaveProperty('error');
    },
  );
});

it('suggest finds slips and leaves other words alone', () => {
  const known = ['image', 'environment', 'mem_limit', 'ports'];
  expect(suggest('imgae', known)).toBe('image');
  expect(suggest('Mem-Limit', known)).toBe('mem_limit');
  expect(suggest('enviroment', known)).toBe('environment');
  expect(suggest('replicas', known)).toBeNull();
});
