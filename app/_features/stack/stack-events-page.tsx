'use client';

import { EventFeed } from '../event/event-feed.tsx';
import { StackFrame } from './stack-frame.tsx';

export function StackEventsPage() {
  return (
    <StackFrame>
      {(stack, environmentId) => <EventFeed environmentId={environmentId} filter={{ stackId: stack.id }} />}
    </StackFrame>
  );
}
