import {
  Box,
  Boxes,
  DatabaseBackup,
  FolderTree,
  History,
  LifeBuoy,
  type LucideIcon,
  Server,
  Users,
} from 'lucide-react';
import { routes } from '../../_lib/routes.ts';

export type NavKey =
  | 'stacks'
  | 'hosts'
  | 'containers'
  | 'events'
  | 'environments'
  | 'users'
  | 'backups'
  | 'recovery';

export type NavItem = {
  key: NavKey;
  href: string;
  icon: LucideIcon;
  /** Pages elsewhere that belong to it: a service is a part of a stack. */
  also?: string;
};

export function environmentNav(environmentId: string): readonly NavItem[] {
  return [
    {
      key: 'stacks',
      href: routes.stacks(environmentId),
      icon: Boxes,
      also: routes.services(environmentId),
    },
    { key: 'containers', href: routes.containers(environmentId), icon: Box },
    { key: 'hosts', href: routes.hosts(environmentId), icon: Server },
    { key: 'events', href: routes.events(environmentId), icon: History },
  ];
}

export function adminNav(isAdmin: boolean): readonly NavItem[] {
  const environments: NavItem = { key: 'environments', href: routes.environments, icon: FolderTree };
  if (!isAdmin) return [environments];
  return [
    environments,
    { key: 'users', href: routes.users, icon: Users },
    { key: 'backups', href: routes.backups, icon: DatabaseBackup },
    { key: 'recovery', href: routes.recovery, icon: LifeBuoy },
  ];
}

/** The item whose page, or a page below it, is open. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  const isBelow = (href: string) => pathname === href || pathname.startsWith(`${href}/`);
  return isBelow(item.href) || (item.also !== undefined && isBelow(item.also));
}
