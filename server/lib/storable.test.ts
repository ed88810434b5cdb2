import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUnstorable, makeStorable } from './storable.ts';

const BOUNDS = { depthMax: 4, partsMax: 50 };
const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);

describe('findUnstorable', () => {
  it.each([
    ['NUL', { a: { b: 'x\0' } }, { kind: 'text', path: 'a.b' }],
    ['the first half of a pair', ['ok', '\ud83d'], { kind: 'text', path: '1' }],
    ['the second half of a pair', '\ude00', { kind: 'text', path: '' }],
    ['halves in the wrong order', { a: '\ude00\ud83d' }, { kind: 'text', path: 'a' }],
    ['a key with NUL', { a: { 'x\0': 1 } }, { kind: 'text', path: 'a' }],
    ['a key that objects have a use for', JSON.parse('{"a":{"__proto__":1}}'), { kind: 'key', path: 'a' }],
    ['one level too many', nested(5), { kind: 'depth', path: '0.0.0.0' }],
    [
      'a million levels',
      JSON.parse(`${'['.repeat(1e6)}${']'.repeat(1e6)}`),
      { kind: 'depth', path: '0.0.0.0' },
    ],
    ['one part too many', Array(50).fill(0), { kind: 'size', path: '' }],
    ['depth beyond a fault in text', ['x\0', nested(4)], { kind: 'depth', path: '1.0.0.0' }],
  ])('finds %s', (_, value, fault) => {
    expect(findUnstorable(value, BOUNDS)).toEqual(fault);
  });

  it.each([
    ['emoji', '😀👨‍👩‍👧'],
    ['combining marks', 'e\u0301'],
    ['what turns direction', 'a\u202eb'],
    ['nothing', null],
    ['as many levels as allowed', nested(4)],
    ['as many parts as allowed', Array(49).fill(0)],
  ])('has nothing against %s', (_, value) => {
    expect(findUnstorable(value, BOUNDS)).toBeNull();
  });
});

describe('makeStorable', () => {
  it('gives anything a shape that can be stored, and leaves alone what can', () => {
    const wide = { depthMax: 100, partsMax: 100_000 };
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }), (value) => {
        const made = makeStorable(value, wide);
        expect(made).not.toBeNull();
        expect(findUnstorable(made?.value, wide)).toBeNull();
        if (findUnstorable(value, wide) === null) expect(made?.value).toBe(value);
      }),
    );
  }, 60_000);

  it('puts a mark where something was', () => {
    expect(makeStorable({ 'a\0': ['\ud800', 'x'] }, BOUNDS)).toEqual({
      value: { 'a\ufffd': ['\ufffd', 'x'] },
    });
  });

  it('does not follow what is too deep', () => {
    expect(makeStorable(['\0', nested(9)], BOUNDS)).toBeNull();
  });
});
