'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { EventView } from '../../../server/schemas/event.ts';
import { routes } from '../../_lib/routes.ts';
import { eventValues } from './event-values.ts';

type EventSentenceProps = { environmentId: string; event: EventView };

/** What happened, in words, with the objects it speaks of as links to their pages. */
export function EventSentence({ environmentId, event }: EventSentenceProps) {
  const t = useTranslations('events.kinds');
  const { hostId, stackId, serviceId } = event;
  const link = (href: string | null) => (chunks: ReactNode) => <Named href={href}>{chunks}</Named>;
  return (
    <span>
      {t.rich(event.kind, {
        ...eventValues(event.params),
        h: link(hostId && routes.host(environmentId, hostId)),
        st: link(stackId && routes.stack(environmentId, stackId)),
        sv: link(serviceId && routes.service(environmentId, serviceId)),
        o: link(null),
      })}
    </span>
  );
}

function Named({ href, children }: { href: string | null; children: ReactNode }) {
  const style = 'rounded font-medium text-ink break-words';
  if (!href) return <span className={style}>{children}</span>;
  return (
    <Link href={href} prefetch={false} className={`${style} hover:underline`}>
      {children}
    </Link>
  );
}
