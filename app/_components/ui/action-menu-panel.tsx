'use client';

import { type ActionMenuProps, MenuButton, type MenuEntry } from './action-menu-button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from './dropdown-menu.tsx';

/** Opens as soon as it is there, since it is fetched by pressing the button. */
export default function ActionMenuPanel(props: ActionMenuProps) {
  return (
    <DropdownMenu defaultOpen modal={false}>
      <DropdownMenuTrigger asChild>
        <MenuButton {...props} />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {props.entries.map((entry) => (
          <Entry key={entry.key} entry={entry} />
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === 'separator') return <DropdownMenuSeparator />;
  if (entry.kind === 'label') return <DropdownMenuLabel>{entry.label}</DropdownMenuLabel>;
  if (entry.kind === 'choice') {
    return (
      <DropdownMenuRadioGroup value={entry.value} onValueChange={entry.onChange}>
        {entry.options.map(({ value, label, icon: Icon }) => (
          <DropdownMenuRadioItem key={value} value={value}>
            {Icon ? <Icon aria-hidden="true" /> : null}
            {label}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    );
  }
  const { icon: Icon, label, onSelect, tone, reason } = entry;
  return (
    <DropdownMenuItem {...(tone ? { tone } : {})} reason={reason ?? undefined} onSelect={onSelect}>
      <Icon aria-hidden="true" />
      {label}
    </DropdownMenuItem>
  );
}
