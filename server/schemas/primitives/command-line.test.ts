import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinCommandLine, splitCommandLine } from './command-line.ts';

describe('splitCommandLine', () => {
  it.each([
    ['nginx -g "daemon off;"', ['nginx', '-g', 'daemon off;']],
    ['sh -c \'echo "$HOME" \\n\'', ['sh', '-c', 'echo "$HOME" \\n']],
    ['a\\ b "c\\"d\\e" \'\'', ['a b', 'c"d\\e', '']],
    ['  spaced\t\tout\n', ['spaced', 'out']],
    ['--x="y z"w', ['--x=y zw']],
    ['', []],
  ])('%s', (line, words) => {
    expect(splitCommandLine(line)).toEqual({ words });
  });

  it.each(['"open', "it's", 'end\\'])('%s is an error', (line) => {
    expect(splitCommandLine(line)).toHaveProperty('error');
  });

  it('gives back what joinCommandLine was given', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(splitCommandLine(joinCommandLine(words))).toEqual({ words });
      }),
    );
  });
});

it('joinCommandLine leaves plain words as they are', () => {
  expect(joinCommandLine(['nginx', '-g', 'daemon off;', "it's", ''])).toBe(
    `nginx -g 'daemon off;' 'it'\\''s' ''`,
  );
});
