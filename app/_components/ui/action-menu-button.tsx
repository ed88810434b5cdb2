'use client';

import { ChevronDown, EllipsisVertical, type LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

export type MenuEntry =
  | {
      kind: 'item';
      key: string;
      label: ReactNode;
      icon: LucideIcon;
      onSelect: () => void;
      tone?: 'danger';
      /** Why it cannot be done now; the item stays in view, disabled, and says so. */
      reason?: string | null;
    }
  | { kind: 'separator'; key: string }
  | { kind: 'label'; key: string; label: ReactNode }
  | {
      kind: 'choice';
      key: string;
      value: string;
      options: readonly { value: string; label: ReactNode; icon?: LucideIcon }[];
      onChange: (value: string) => void;
    };

export type ActionMenuProps = {
  /** The accessible name of the button. */
  label: string;
  entries: readonly MenuEntry[];
  icon?: LucideIcon;
  size?: 'sm' | 'md';
  /** Words on the button, where there is room for them; else it is the icon alone. */
  text?: string;
  className?: string;
};

type MenuButtonProps = ActionMenuProps & Omit<ComponentProps<'button'>, 'aria-label'>;

/** The same button before the menu is there and as its trigger. */
export function MenuButton({ icon, text, entries: _entries, size = 'sm', label, ...rest }: MenuButtonProps) {
  const Icon = icon ?? (text ? ChevronDown : EllipsisVertical);
  if (text) {
    return (
      <Button aria-label={label} {...rest}>
        {text}
        <Icon aria-hidden="true" />
      </Button>
    );
  }
  return (
    <IconButton plain size={size} label={label} {...rest}>
      <Icon aria-hidden="true" />
    </IconButton>
  );
}
