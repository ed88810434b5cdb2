'use client';

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

type Shell = {
  drawerOpen: boolean;
  setDrawerOpen: (open: boolean) => void;
  paletteOpen: boolean;
  setPaletteOpen: (open: boolean) => void;
};

const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('useShell is for components inside <ShellProvider>.');
  return shell;
}

export function ShellProvider({ children }: { children: ReactNode }) {
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  const value = useMemo(
    () => ({ drawerOpen, setDrawerOpen, paletteOpen, setPaletteOpen }),
    [drawerOpen, paletteOpen],
  );
  return <ShellContext value={value}>{children}</ShellContext>;
}
