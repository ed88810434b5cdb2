'use client';

import { lazy, Suspense, useState } from 'react';
import { type ActionMenuProps, MenuButton } from './action-menu-button.tsx';

export type { MenuEntry } from './action-menu-button.tsx';

const loadPanel = () => import('./action-menu-panel.tsx');
const ActionMenuPanel = lazy(loadPanel);

/**
 * A button that opens a menu of actions. The menu's code is fetched when a pointer or the focus comes near, because most
 * pages have many such buttons and few of them are ever pressed.
 */
export function ActionMenu(props: ActionMenuProps) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <MenuButton
      {...props}
      aria-haspopup="menu"
      aria-expanded={wanted}
      onPointerEnter={() => void loadPanel()}
      onFocus={() => void loadPanel()}
      onClick={() => setWanted(true)}
    />
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <ActionMenuPanel {...props} />
    </Suspense>
  );
}
