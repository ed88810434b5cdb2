import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { ConsoleShell } from '../_components/shell/console-shell.tsx';
import { sessionCookie } from '../_features/session/session-cookie.ts';
import { ToSignIn } from '../_features/session/to-sign-in.tsx';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  if (!(await cookies()).has(sessionCookie)) return <ToSignIn />;
  return <ConsoleShell>{children}</ConsoleShell>;
}
