import type { ReactNode } from 'react';
import { EnvironmentGate } from '../../_features/environment/environment-gate.tsx';

export default function EnvironmentLayout({ children }: { children: ReactNode }) {
  return <EnvironmentGate>{children}</EnvironmentGate>;
}
