'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { UnitState, UnitView } from '../../../server/schemas/service.ts';
import type { StateTone } from '../../_components/ui/state-shape.tsx';
import { Tooltip } from '../../_components/ui/tooltip.tsx';
import { cn } from '../../_lib/cn.ts';
import { routes } from '../../_lib/routes.ts';
import { useReasonText } from '../reason/reason-line.tsx';
import { unitTone } from '../service/service-tone.ts';
import { size } from './topology-model.ts';

const surfaces: Record<StateTone, string> = {
  running: 'border-running/40 bg-running-soft text-running',
  moving: 'border-moving/50 bg-moving-soft text-moving animate-breathe',
  warning: 'border-warning/60 bg-warning-soft text-warning',
  error: 'border-error bg-error-soft text-error font-bold',
  stopped: 'border-line-strong/60 bg-transparent text-stopped',
  unknown: 'border-line-strong/60 hatched text-stopped',
};

/** A slot that waits for a host is a ghost: dashed, with nothing behind it. */
const ghost = 'border-[1.5px] border-dashed border-warning bg-transparent text-warning';

export function chipStyle(state: UnitState): string {
  return cn(
    'flex items-center justify-center rounded-md border text-2xs tabular-nums',
    state === 'waiting' ? ghost : surfaces[unitTone(state)],
  );
}

export const chipBox = { width: size.chip, height: size.chip } as const;

type UnitChipProps = { environmentId: string; unit: UnitView };

/** One unit: its number, coloured by its state. What it is and why stands in the tooltip and the label. */
export function UnitChip({ environmentId, unit }: UnitChipProps) {
  const t = useTranslations('topology.unit');
  const states = useTranslations('services.unitStates');
  const reason = useReasonText(unit.reason);
  const state = states(unit.state);
  const place = unit.hostName === null ? t('waiting') : t('onHost', { host: unit.hostName });
  const label = [t('label', { name: unit.name, state }), place, reason].filter(Boolean).join(' · ');
  const [container] = unit.containers;
  const style = cn(chipStyle(unit.state), 'nodrag nopan transition-colors duration-300');
  return (
    <Tooltip
      content={
        <>
          <span className="block font-medium">{unit.name}</span>
          <span className="block">
            {state} · {place}
          </span>
          {reason ? <span className="block break-words opacity-80">{reason}</span> : null}
        </>
      }
    >
      {container ? (
        <Link
          href={routes.container(environmentId, container.id)}
          prefetch={false}
          aria-label={label}
          className={style}
          style={chipBox}
        >
          {unit.index}
        </Link>
      ) : (
        <button type="button" aria-label={label} className={style} style={chipBox}>
          {unit.index}
        </button>
      )}
    </Tooltip>
  );
}
