'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { leavesNoOwner } from '../../../server/domain/member/member.policy.ts';
import type { EnvironmentView } from '../../../server/schemas/identity.ts';
import { ErrorState } from '../../_components/ui/error-state.tsx';
import { Sheet } from '../../_components/ui/sheet.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';
import { useTRPC } from '../../_trpc/client.ts';
import { useErrorText } from '../../_trpc/use-error-text.ts';
import { AddMemberForm } from './add-member-form.tsx';
import { MemberRow } from './member-row.tsx';

type MembersSheetProps = { environment: EnvironmentView; onClose: () => void };

/** Who may do what in an environment. Owners change it, everybody in it sees it. */
export default function MembersSheet({ environment, onClose }: MembersSheetProps) {
  const t = useTranslations('members');
  const trpc = useTRPC();
  const errorText = useErrorText();
  const environmentId = environment.id;
  const members = useQuery(trpc.members.list.queryOptions({ environmentId }));
  const mayChange = environment.role === 'owner';
  const ownerCount = members.data?.filter((member) => member.role === 'owner').length ?? 0;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title', { environment: environment.name })}
    >
      <div className="scrollbar-thin flex flex-1 flex-col gap-5 overflow-y-auto p-5">
        {mayChange ? <AddMemberForm environmentId={environmentId} members={members.data ?? []} /> : null}
        {members.error && !members.data ? (
          <ErrorState onRetry={() => void members.refetch()}>{errorText(members.error)}</ErrorState>
        ) : null}
        {members.isPending ? (
          <SkeletonGroup label={t('loading')}>
            <Skeleton className="h-32 rounded-lg" />
          </SkeletonGroup>
        ) : null}
        {members.data?.length === 0 ? <p className="text-ink-muted text-sm">{t('empty')}</p> : null}
        <ul className="flex flex-col divide-y divide-line">
          {members.data?.map((member) => (
            <MemberRow
              key={member.userId}
              environmentId={environmentId}
              member={member}
              mayChange={mayChange}
              isLastOwner={leavesNoOwner({ from: member.role, to: null, ownerCount })}
            />
          ))}
        </ul>
      </div>
    </Sheet>
  );
}
