'use client';

import { useTranslations } from 'next-intl';
import type { HostView } from '../../../server/schemas/host.ts';
import { Meter } from '../../_components/ui/meter.tsx';
import { cn } from '../../_lib/cn.ts';
import { type Capacity, cpuCapacity, memoryCapacity } from './host-capacity.ts';

/** Reserved by containers against what the machine has. */
export function HostCapacityMeters({ host, className }: { host: HostView; className?: string }) {
  const t = useTranslations('hosts.capacity');
  const words = ({ reserved, total }: Capacity) =>
    total ? t('reservedOf', { reserved, total }) : t('unknown');
  const cpu = cpuCapacity(host);
  const memory = memoryCapacity(host);
  return (
    <div className={cn('@container', className)}>
      <div className="grid grid-cols-1 gap-x-4 gap-y-2.5 @md:grid-cols-2">
        <Meter label={t('cpu')} value={cpu.share} text={words(cpu)} />
        <Meter label={t('memory')} value={memory.share} text={words(memory)} />
      </div>
    </div>
  );
}
