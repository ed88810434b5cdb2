'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { UserMinus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '../../_components/ui/badge.tsx';
import { IconButton } from '../../_components/ui/icon-button.tsx';
import { type RouterOutputs, useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { RoleSelect } from './role-select.tsx';

export type Member = RouterOutputs['members']['list'][number];

type MemberRowProps = {
  environmentId: string;
  member: Member;
  mayChange: boolean;
  /** Somebody else has to become an owner before this one can stop being one. */
  isLastOwner: boolean;
};

export function MemberRow({ environmentId, member, mayChange, isLastOwner }: MemberRowProps) {
  const t = useTranslations('members');
  const env = useTranslations('environments');
  const errorText = useErrorText();
  const { set, remove } = useMemberMutations(environmentId);
  const { userId, username, name, role } = member;
  const error = set.error ?? remove.error;
  return (
    <li className="flex flex-col gap-1 py-2.5">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium text-ink text-sm">{name}</p>
          <p className="truncate text-ink-faint text-xs">{username}</p>
        </div>
        {mayChange ? (
          <>
            <RoleSelect
              aria-label={t('roleOf', { name })}
              className="w-32"
              value={role}
              disabled={set.isPending || isLastOwner}
              onChange={(next) => set.mutate({ environmentId, username, role: next })}
            />
            <IconButton
              label={t('remove', { name })}
              disabled={remove.isPending || isLastOwner}
              onClick={() => remove.mutate({ environmentId, userId })}
            >
              <UserMinus aria-hidden="true" />
            </IconButton>
          </>
        ) : (
          <Badge>{env(`roles.${role}`)}</Badge>
        )}
      </div>
      {mayChange && isLastOwner ? <p className="text-ink-faint text-xs">{t('lastOwner')}</p> : null}
      {error ? (
        <p role="alert" className="text-error text-xs">
          {errorText(error)}
        </p>
      ) : null}
    </li>
  );
}

function useMemberMutations(environmentId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries(trpc.members.list.queryFilter({ environmentId }));
  const set = useMutation(trpc.members.set.mutationOptions({ onSuccess }));
  const remove = useMutation(trpc.members.remove.mutationOptions({ onSuccess }));
  return { set, remove };
}
