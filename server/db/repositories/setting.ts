import type { Prisma } from '../generated/client.ts';

export async function readSetting(tx: Prisma.TransactionClient, key: string): Promise<unknown> {
  const row = await tx.setting.findUnique({ where: { key } });
  return row?.value ?? null;
}

/** Null forgets the setting. */
export async function writeSetting(
  tx: Prisma.TransactionClient,
  key: string,
  value: Prisma.InputJsonValue | null,
): Promise<void> {
  if (value === null) await tx.setting.deleteMany({ where: { key } });
  else await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}
