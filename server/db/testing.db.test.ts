import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing.ts';

describe('test databases', () => {
  let one: TestDatabase;
  let other: TestDatabase;

  beforeAll(async () => {
    [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
  });

  it('are migrated, and what one holds the other does not', async () => {
    await one.prisma.environment.create({ data: { id: 'env_a', name: 'Default' } });

    expect(await one.prisma.environment.count()).toBe(1);
    expect(await other.prisma.environment.count()).toBe(0);
  });

  it('refuse a second living environment of the same name in other letters', async () => {
    const second = one.prisma.environment.create({ data: { id: 'env_b', name: 'default' } });

    await expect(second).rejects.toMatchObject({ code: 'P2002' });
  });
});
