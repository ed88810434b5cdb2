'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Boxes, FolderTree, Layers, type LucideIcon, Plus, Server } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { useCurrentEnvironment, useEnvironments } from '../../_features/environment/current-environment.tsx';
import { useSession } from '../../_features/session/session-context.tsx';
import { routes } from '../../_lib/routes.ts';
import { useTRPC } from '../../_trpc/client.ts';
import { adminNav, environmentNav } from './nav-items.ts';
import { useShell } from './shell-context.tsx';

type Entry = { id: string; label: string; detail?: string; href: string; icon: LucideIcon };
type Group = { key: 'goTo' | 'stacks' | 'services' | 'hosts' | 'environments'; entries: readonly Entry[] };

/** Everything one can go to, by typing a part of its name. */
export default function CommandPalette() {
  const t = useTranslations('shell.palette');
  const router = useRouter();
  const { paletteOpen, setPaletteOpen } = useShell();
  const groups = useGroups();

  function go(href: string) {
    setPaletteOpen(false);
    router.push(href);
  }

  return (
    <Dialog.Root open={paletteOpen} onOpenChange={setPaletteOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fade-in-0 fixed inset-0 z-40 animate-in bg-[oklch(0.15_0.02_250/0.45)] duration-100" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fade-in-0 zoom-in-98 fixed top-[12dvh] left-1/2 z-40 w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 animate-in overflow-hidden rounded-xl border border-line bg-raised shadow-pop duration-100"
        >
          <Dialog.Title className="sr-only">{t('open')}</Dialog.Title>
          <Command label={t('open')} loop>
            <Command.Input
              placeholder={t('placeholder')}
              className="h-12 w-full border-line border-b bg-transparent px-4 text-ink text-lg outline-none placeholder:text-ink-faint"
            />
            <Command.List className="scrollbar-thin max-h-[min(24rem,55dvh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-ink-muted text-sm">
                {t('nothing')}
              </Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group.key}
                  heading={t(`groups.${group.key}`)}
                  className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-2xs **:[[cmdk-group-heading]]:text-ink-faint"
                >
                  {group.entries.map((entry) => (
                    <PaletteItem key={entry.id} entry={entry} onSelect={() => go(entry.href)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteItem({ entry, onSelect }: { entry: Entry; onSelect: () => void }) {
  const Icon = entry.icon;
  return (
    <Command.Item
      value={`${entry.label} ${entry.detail ?? ''} ${entry.id}`}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-ink text-sm data-[selected=true]:bg-hover"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      <span className="truncate">{entry.label}</span>
      {entry.detail ? <span className="ml-auto truncate text-ink-faint text-xs">{entry.detail}</span> : null}
    </Command.Item>
  );
}

function useGroups(): readonly Group[] {
  const t = useTranslations('shell');
  const trpc = useTRPC();
  const { user } = useSession();
  const environment = useCurrentEnvironment();
  const environmentId = environment?.id ?? '';
  const environments = useEnvironments().data ?? [];
  const enabled = environment !== null;
  const hosts = useQuery(trpc.hosts.list.queryOptions({ environmentId }, { enabled })).data ?? [];
  const stacks = useQuery(trpc.stacks.list.queryOptions({ environmentId }, { enabled })).data ?? [];
  const nav = [...(environment ? environmentNav(environment.id) : []), ...adminNav(user?.kind === 'admin')];
  const addHost: Entry = {
    id: 'new-host',
    label: t('palette.addHost'),
    href: routes.newHost(environmentId),
    icon: Plus,
  };
  const groups: readonly Group[] = [
    {
      key: 'goTo',
      entries: [
        ...nav.map((item) => ({
          id: item.key,
          label: t(`nav.${item.key}`),
          href: item.href,
          icon: item.icon,
        })),
        ...(environment ? [addHost] : []),
      ],
    },
    {
      key: 'stacks',
      entries: stacks.map(({ id, name }) => ({
        id,
        label: name,
        href: routes.stack(environmentId, id),
        icon: Boxes,
      })),
    },
    {
      key: 'services',
      entries: stacks.flatMap((stack) =>
        stack.services.map(({ id, name, image }) => ({
          id,
          label: `${stack.name} / ${name}`,
          detail: image,
          href: routes.service(environmentId, id),
          icon: Layers,
        })),
      ),
    },
    {
      key: 'hosts',
      entries: hosts.map(({ id, name, address }) => ({
        id,
        label: name,
        ...(address ? { detail: address } : {}),
        href: routes.host(environmentId, id),
        icon: Server,
      })),
    },
    {
      key: 'environments',
      entries: environments.map(({ id, name }) => ({
        id,
        label: name,
        href: routes.stacks(id),
        icon: FolderTree,
      })),
    },
  ];
  return groups.filter((group) => group.entries.length > 0);
}
