'use client';

import { Command } from 'cmdk';
import { Check, Plus, Settings2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '../../_components/ui/badge.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '../../_components/ui/popover.tsx';
import { routes } from '../../_lib/routes.ts';
import { useCurrentEnvironment, useEnvironments } from './current-environment.tsx';
import { SwitcherButton } from './switcher-button.tsx';

const itemStyle =
  'flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-ink text-sm data-[selected=true]:bg-hover';

/** Opens as soon as it is there, since it is fetched by pressing the switcher. */
export default function EnvironmentMenu({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations('environments.switcher');
  const [open, setOpen] = useState(true);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <SwitcherButton />
      </PopoverTrigger>
      <PopoverContent className="w-68" aria-label={t('label')}>
        <EnvironmentChoice
          onDone={() => {
            setOpen(false);
            onNavigate?.();
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

/** A search over the environments, and the ways to make and manage them. */
function EnvironmentChoice({ onDone }: { onDone: () => void }) {
  const t = useTranslations('environments');
  const router = useRouter();
  const current = useCurrentEnvironment();
  const { data: environments = [] } = useEnvironments();

  function go(href: string) {
    onDone();
    router.push(href);
  }

  return (
    <Command label={t('switcher.label')} loop>
      <Command.Input
        placeholder={t('switcher.search')}
        className="h-10 w-full border-line border-b bg-transparent px-3 text-ink text-sm outline-none placeholder:text-ink-faint"
      />
      <Command.List className="scrollbar-thin max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-ink-muted text-sm">
          {t('switcher.nothing')}
        </Command.Empty>
        {environments.map(({ id, name, role }) => (
          <Command.Item
            key={id}
            value={`${name} ${id}`}
            onSelect={() => go(routes.stacks(id))}
            className={itemStyle}
          >
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {role === 'owner' ? null : <Badge>{t(`roles.${role}`)}</Badge>}
            {id === current?.id ? (
              <Check aria-label={t('switcher.current')} className="size-4 shrink-0 text-accent-text" />
            ) : null}
          </Command.Item>
        ))}
        <Command.Separator alwaysRender className="-mx-1 my-1 h-px bg-line" />
        <Command.Item
          forceMount
          value="create"
          onSelect={() => go(`${routes.environments}?create`)}
          className={itemStyle}
        >
          <Plus aria-hidden="true" className="size-4 text-ink-faint" />
          {t('create.action')}
        </Command.Item>
        <Command.Item
          forceMount
          value="manage"
          onSelect={() => go(routes.environments)}
          className={itemStyle}
        >
          <Settings2 aria-hidden="true" className="size-4 text-ink-faint" />
          {t('switcher.manage')}
        </Command.Item>
      </Command.List>
    </Command>
  );
}
