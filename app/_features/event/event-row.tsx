'use client';

import { Bot, Server, User } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { EventView } from '../../../server/schemas/event.ts';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { StateShape, type StateTone } from '../../_components/ui/state-shape.tsx';
import { EventSentence } from './event-sentence.tsx';
import { eventMessage } from './event-values.ts';

const tones: Record<EventView['level'], StateTone> = { info: 'stopped', warning: 'warning', error: 'error' };

export function EventRow({ environmentId, event }: { environmentId: string; event: EventView }) {
  const t = useTranslations('events');
  const message = eventMessage(event.params);
  const cause = useCause(event);
  return (
    <li className="flex gap-3 border-line border-b px-4 py-2 last:border-b-0">
      <span className="flex h-5 items-center">
        {event.level === 'info' ? (
          <span aria-hidden="true" className="m-[3px] size-1.5 rounded-full bg-line-strong" />
        ) : (
          <StateShape tone={tones[event.level]} />
        )}
        <span className="sr-only">{t(`levels.${event.level}`)}</span>
      </span>
      <div className="min-w-0 flex-1 text-ink-muted text-sm">
        <EventSentence environmentId={environmentId} event={event} />
        {cause ? <span className="text-ink-faint">, {cause}</span> : null}
        {message ? <p className="wrap-anywhere text-ink-faint text-xs">{message}</p> : null}
        <p className="flex flex-wrap gap-x-2 text-ink-faint text-xs sm:hidden">
          <Actor event={event} />
          <RelativeTime date={event.at} />
        </p>
      </div>
      <div className="flex shrink-0 items-start gap-4 text-ink-faint text-xs leading-5 max-sm:hidden">
        <Actor event={event} />
        <RelativeTime date={event.at} className="w-28 text-right tabular-nums" />
      </div>
    </li>
  );
}

/** Why Drover did it; null where the sentence says it already. */
function useCause({ params }: EventView): string | null {
  const t = useTranslations('events.causes');
  const key = String(params.cause) as Parameters<typeof t.has>[0];
  return t.has(key) ? t(key) : null;
}

const reconciler = 'reconciler';

/** Kinds that hosts report themselves. */
const toldByHosts = ['container.', 'unit.failed', 'host.engine-', 'host.registering'];

function Actor({ event: { actor, kind, hostId } }: { event: EventView }) {
  const t = useTranslations('events');
  const byHost = hostId !== null && toldByHosts.some((prefix) => kind.startsWith(prefix));
  const Icon = actor === reconciler ? Bot : byHost ? Server : User;
  return (
    <span className="inline-flex max-w-36 items-center gap-1.5">
      <Icon aria-hidden="true" className="size-3 shrink-0" />
      <span className="truncate">{actor === reconciler ? t('reconciler') : actor}</span>
    </span>
  );
}
