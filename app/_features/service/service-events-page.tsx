'use client';

import { EventFeed } from '../event/event-feed.tsx';
import { ServiceFrame } from './service-frame.tsx';

export function ServiceEventsPage() {
  return (
    <ServiceFrame>
      {(service, environmentId) => (
        <EventFeed environmentId={environmentId} filter={{ serviceId: service.id }} />
      )}
    </ServiceFrame>
  );
}
