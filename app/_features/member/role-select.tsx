'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import type { Role } from '../../../server/schemas/role.ts';
import { Select } from '../../_components/ui/select.tsx';

/** The most powerful first. */
const roles: readonly Role[] = ['owner', 'member', 'restricted', 'readonly'];

type RoleSelectProps = Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> & {
  value: Role;
  onChange: (role: Role) => void;
};

export function RoleSelect({ value, onChange, ...rest }: RoleSelectProps) {
  const t = useTranslations('environments.roles');
  return (
    <Select
      value={value}
      onChange={(event) => {
        const role = roles.find((candidate) => candidate === event.target.value);
        if (role) onChange(role);
      }}
      {...rest}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(role)}
        </option>
      ))}
    </Select>
  );
}
