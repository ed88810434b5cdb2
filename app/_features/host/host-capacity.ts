import type { HostView } from '../../../server/schemas/host.ts';
import { formatBytes, formatCpus } from '../../_lib/bytes.ts';

export type Capacity = { share: number | null; reserved: string; total: string | null };

function capacity(reserved: number, total: number | undefined, format: (amount: number) => string): Capacity {
  const share = total === undefined || total === 0 ? null : reserved / total;
  return { share, reserved: format(reserved), total: total === undefined ? null : format(total) };
}

type Reservations = Pick<HostView, 'info' | 'reservedMilliCpu' | 'reservedMemoryBytes'>;

export function cpuCapacity(host: Reservations): Capacity {
  return capacity(host.reservedMilliCpu, host.info?.milliCpu, formatCpus);
}

export function memoryCapacity(host: Reservations): Capacity {
  return capacity(host.reservedMemoryBytes, host.info?.memoryBytes, formatBytes);
}
