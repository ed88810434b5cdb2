import { describe, expect, it } from 'vitest';
import { RowDigest } from './row-digest.ts';

function tally(...chunks: string[]) {
  const digest = new RowDigest();
  for (const chunk of chunks) digest.add(Buffer.from(chunk));
  return digest.tally('T');
}

describe('RowDigest', () => {
  it('counts rows, wherever the chunks are cut', () => {
    const whole = tally('one\ntwo\nthree\n');
    expect(whole.rowCount).toBe(3);
    expect(tally('o', 'ne\ntw', 'o\nthree', '\n')).toEqual(whole);
    expect(tally().rowCount).toBe(0);
  });

  it('does not mind the order, and nothing else', () => {
    const whole = tally('one\ntwo\n');
    expect(tally('two\none\n')).toEqual(whole);
    expect(tally('one\ntwo\ntwo\n').digest).not.toBe(whole.digest);
    expect(tally('one\ntwO\n').digest).not.toBe(whole.digest);
    expect(tally('on\netwo\n').digest).not.toBe(whole.digest);
  });
});
