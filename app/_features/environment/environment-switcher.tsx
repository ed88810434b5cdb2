'use client';

import { lazy, Suspense, useState } from 'react';
import { SwitcherButton } from './switcher-button.tsx';

const loadMenu = () => import('./environment-menu.tsx');
const EnvironmentMenu = lazy(loadMenu);

/** Names the environment one is in, and opens the list of the others, whose code is fetched when it is needed. */
export function EnvironmentSwitcher({ onNavigate }: { onNavigate?: () => void }) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <SwitcherButton
      aria-haspopup="dialog"
      aria-expanded={wanted}
      onPointerEnter={() => void loadMenu()}
      onFocus={() => void loadMenu()}
      onClick={() => setWanted(true)}
    />
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <EnvironmentMenu {...(onNavigate ? { onNavigate } : {})} />
    </Suspense>
  );
}
