import { expect, test } from 'vitest';
import { hashPassword, verifyNothing, verifyPassword } from './password.ts';

test('a password is known by its hash, which tells its own settings', async () => {
  const encoded = await hashPassword('correct horse');
  expect(encoded).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifyPassword('correct horse', encoded)).toBe(true);
  expect(await verifyPassword('correct horsE', encoded)).toBe(false);
  expect(await hashPassword('correct horse')).not.toBe(encoded);
});

test('letters typed on another keyboard are the same letters', async () => {
  const encoded = await hashPassword('caf\u00e9 au lait');
  expect(await verifyPassword('cafe\u0301 au lait', encoded)).toBe(true);
});

test('the settings used are those that the hash tells', async () => {
  const weaker = (await hashPassword('x')).replace('t=2', 't=3');
  expect(await verifyPassword('x', weaker)).toBe(false);
});

test('what is no hash matches nothing', async () => {
  expect(await verifyPassword('', '')).toBe(false);
  expect(await verifyPassword('x', 'plain')).toBe(false);
  expect(await verifyNothing('x')).toBe(false);
});
