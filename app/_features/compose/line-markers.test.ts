import { expect, it } from 'vitest';
import { lineCount, lineMarkers, lineRange } from './line-markers.ts';

const file = 'docker-compose.yml';

it('gathers what is said about a line, problems first, of one file only', () => {
  const markers = lineMarkers(
    file,
    [
      { file, line: 3, message: 'wrong' },
      { file, line: 3, message: 'wrong' },
      { file: 'rancher-compose.yml', line: 1, message: 'elsewhere' },
    ],
    [
      { file, line: 3, message: 'by the way' },
      { file, line: 1, message: 'empty' },
    ],
  );
  expect(markers).toEqual([
    { line: 1, tone: 'warning', messages: ['empty'] },
    { line: 3, tone: 'error', messages: ['wrong', 'by the way'] },
  ]);
});

it('finds the text of a line', () => {
  const text = 'one\ntwo\n\nfour';
  const at = (line: number) => {
    const { start, end } = lineRange(text, line);
    return text.slice(start, end);
  };
  expect([1, 2, 3, 4, 9].map(at)).toEqual(['one', 'two', '', 'four', 'four']);
  expect(lineCount(text)).toBe(4);
});
