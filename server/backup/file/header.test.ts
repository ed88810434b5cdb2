import { expect, it } from 'vitest';
import { decodeHeader, encodeHeader } from './header.ts';

const HEADER = { createdAt: '2026-11-21T14:30:00.000Z', kind: 'manual', serverVersion: '0.1.0' } as const;

it('is read back, and says where the rest begins', () => {
  const encoded = encodeHeader(HEADER);
  expect(decodeHeader(Buffer.concat([encoded, Buffer.from('age')]))).toEqual({
    header: HEADER,
    length: encoded.length,
  });
});

it.each([
  ['another file', 'PK\u0003\u0004', 'damaged'],
  ['nothing', '', 'damaged'],
  ['a later format', 'drover-backup 2\n{}\n', 'too-new'],
  ['a first line alone', 'drover-backup 1\n', 'damaged'],
  ['a line that is no JSON', 'drover-backup 1\n{"createdAt"\n', 'damaged'],
  ['a line with other fields', 'drover-backup 1\n{"kind":"manual"}\n', 'damaged'],
])('refuses %s', (_, text, code) => {
  expect(() => decodeHeader(Buffer.from(text))).toThrow(expect.objectContaining({ code }));
});
