import { expect, it } from 'vitest';
import { plainLine, plainText } from './plain-text.ts';

it.each([
  ['colours', 'a\u001b[31mb', 'a\ufffd[31mb'],
  ['a title of the window', '\u001b]0;pwned\u0007', '\ufffd]0;pwned\ufffd'],
  ['a line written over', 'safe\revil', 'safe\ufffdevil'],
  ['a letter taken back', 'ab\bc', 'ab\ufffdc'],
  ['an eight-bit escape', 'a\u009b2J', 'a\ufffd2J'],
  ['text turned around', 'gnp\u202eexe', 'gnp\ufffdexe'],
  ['half of a pair', 'a\ud800', 'a\ufffd'],
  ['what is harmless', 'Grüße 😀 e\u0301', 'Grüße 😀 e\u0301'],
])('%s', (_, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

it('keeps lines where there may be some', () => {
  expect(plainText('a\nb')).toBe('a\nb');
  expect(plainLine('a\nb')).toBe('a b');
});
