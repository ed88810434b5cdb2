'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { routes } from '../../_lib/routes.ts';

/** Without a session cookie there is nothing to show; remembers the page that was asked for. */
export function ToSignIn() {
  const router = useRouter();
  const pathname = usePathname();
  useEffect(() => {
    router.replace(`${routes.signIn}?next=${encodeURIComponent(pathname)}`);
  }, [pathname, router]);
  return null;
}
