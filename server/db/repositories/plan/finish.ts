import type pg from 'pg';

const SERVICES = `
  update "Service" s set "removedAt" = now()
  where id = any($1::text[]) and "removedAt" is null
    and (desired = 'removed' or (select k.desired = 'removed' from "Stack" k where k.id = s."stackId"))
    and not exists (select 1 from "Unit" u where u."serviceId" = s.id and u."removedAt" is null)`;

const STACKS = `
  update "Stack" k set "removedAt" = now()
  where id = any($1::text[]) and desired = 'removed' and "removedAt" is null
    and not exists (select 1 from "Service" s where s."stackId" = k.id and s."removedAt" is null)`;

/** Closes removed services, then removed stacks; one that still has something in it stays for a later plan. */
export async function finishServicesAndStacks(
  client: pg.PoolClient,
  serviceIds: readonly string[],
  stackIds: readonly string[],
): Promise<void> {
  if (serviceIds.length > 0) {
    await client.query({ name: 'plan-finish-services', text: SERVICES, values: [serviceIds] });
  }
  if (stackIds.length > 0) {
    await client.query({ name: 'plan-finish-stacks', text: STACKS, values: [stackIds] });
  }
}
