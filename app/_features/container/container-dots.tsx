'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { StateShape } from '../../_components/ui/state-shape.tsx';
import { Tooltip } from '../../_components/ui/tooltip.tsx';
import { routes } from '../../_lib/routes.ts';
import { containerTone } from './container-tone.ts';

export type DotContainer = { id: string; name: string; state: string };

type ContainerDotsProps = {
  environmentId: string;
  containers: readonly DotContainer[];
  /** The host does not answer: what is known is only what was last seen. */
  stale?: boolean;
};

/** One small shape per container, each a link to its page. */
export function ContainerDots({ environmentId, containers, stale = false }: ContainerDotsProps) {
  const t = useTranslations('containers');
  return (
    <ul className="-m-0.5 flex flex-wrap">
      {containers.map(({ id, name, state }) => {
        const words = stale ? t('lastSeen', { state }) : state;
        return (
          <li key={id} className="flex">
            <Tooltip content={`${name} · ${words}`}>
              <Link
                href={routes.container(environmentId, id)}
                prefetch={false}
                aria-label={t('dotLabel', { name, state: words })}
                className="flex size-5 items-center justify-center rounded transition-colors hover:bg-hover"
              >
                <StateShape tone={stale ? 'unknown' : containerTone(state)} />
              </Link>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}
