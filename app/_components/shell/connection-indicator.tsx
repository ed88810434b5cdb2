'use client';

import { useTranslations } from 'next-intl';
import { useConnection } from '../../_trpc/connection.ts';
import { StateShape, type StateTone } from '../ui/state-shape.tsx';
import { Tooltip } from '../ui/tooltip.tsx';

const tones: Record<'connecting' | 'live' | 'reconnecting', StateTone> = {
  connecting: 'moving',
  live: 'running',
  reconnecting: 'warning',
};

/** Whether what is on the screen follows the server at this moment. */
export function ConnectionIndicator() {
  const t = useTranslations('shell.connection');
  const { connection } = useConnection();
  if (connection === 'idle') return null;
  return (
    <Tooltip content={t(`${connection}Hint`)} side="bottom">
      <output className="inline-flex h-8 items-center gap-1.5 rounded-md px-1.5 text-ink-muted text-xs">
        <StateShape tone={tones[connection]} className="size-2.5" />
        <span className={connection === 'live' ? 'max-sm:sr-only' : undefined}>{t(connection)}</span>
      </output>
    </Tooltip>
  );
}
