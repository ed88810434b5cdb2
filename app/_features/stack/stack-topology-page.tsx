'use client';

import { TopologyView } from '../topology/topology-view.tsx';
import { StackFrame } from './stack-frame.tsx';

export function StackTopologyPage() {
  return (
    <StackFrame>
      {(stack, environmentId) => <TopologyView environmentId={environmentId} stack={stack} />}
    </StackFrame>
  );
}
