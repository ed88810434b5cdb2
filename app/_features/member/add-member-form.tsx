'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { Role } from '../../../server/schemas/role.ts';
import { Button } from '../../_components/ui/button.tsx';
import { Field } from '../../_components/ui/field.tsx';
import { Input } from '../../_components/ui/input.tsx';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { useSession } from '../session/session-context.tsx';
import type { Member } from './member-row.tsx';
import { RoleSelect } from './role-select.tsx';

type AddMemberFormProps = { environmentId: string; members: readonly Member[] };

export function AddMemberForm({ environmentId, members }: AddMemberFormProps) {
  const t = useTranslations('members.add');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const listId = useId();
  const candidates = useCandidates(members);
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<Role>('member');
  const add = useMutation(
    trpc.members.set.mutationOptions({
      onSuccess: async () => {
        setUsername('');
        await queryClient.invalidateQueries(trpc.members.list.queryFilter({ environmentId }));
      },
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (username.trim() !== '') add.mutate({ environmentId, username: username.trim(), role });
      }}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_8rem] items-start gap-3">
        <Field label={t('username')} error={add.error ? errorText(add.error) : undefined}>
          <Input
            list={candidates.length > 0 ? listId : undefined}
            autoCapitalize="none"
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        </Field>
        <Field label={t('role')}>
          <RoleSelect value={role} onChange={setRole} />
        </Field>
      </div>
      <datalist id={listId}>
        {candidates.map((user) => (
          <option key={user.id} value={user.username}>
            {user.name}
          </option>
        ))}
      </datalist>
      <p className="text-ink-faint text-xs">{t(`roleHints.${role}`)}</p>
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        disabled={username.trim() === ''}
        loading={add.isPending}
      >
        {t('submit')}
      </Button>
    </form>
  );
}

/** Administrators may see all users, so they are offered those who are not members yet. */
function useCandidates(members: readonly Member[]) {
  const trpc = useTRPC();
  const isAdmin = useSession().user?.kind === 'admin';
  const { data = [] } = useQuery(trpc.users.list.queryOptions(undefined, { enabled: isAdmin }));
  return data.filter((user) => !user.disabled && members.every((member) => member.userId !== user.id));
}
