import { type Voucher, voucherText } from '../../../agent/protocol/recovery.ts';
import type { HostLink } from '../link.ts';

interface Vouched {
  readonly id: string;
  readonly environmentId: string;
  readonly machineId: string;
  readonly publicKey: string;
}

/** This server's word that the host is one of its own, for a successor to read. */
export async function issueVoucher(link: HostLink, host: Vouched): Promise<Voucher> {
  const [{ serverId }, key] = await Promise.all([link.identity(), link.vouchingKey()]);
  const voucher = {
    serverPublicKey: key.publicKey,
    serverId,
    hostId: host.id,
    environmentId: host.environmentId,
    machineId: host.machineId,
    hostPublicKey: host.publicKey,
    issuedAt: new Date(link.deps.clock.now()).toISOString(),
  };
  return { ...voucher, signature: key.sign(voucherText(voucher)) };
}
