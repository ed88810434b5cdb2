'use client';

import { FileCode, Layers, Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { Button } from '../../_components/ui/button.tsx';
import { Card } from '../../_components/ui/card.tsx';
import { EmptyState } from '../../_components/ui/empty-state.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { routes } from '../../_lib/routes.ts';
import { useMay } from '../environment/use-role.ts';
import { addressOf } from '../service/service-address.ts';
import { ServiceRow } from '../service/service-row.tsx';
import { StackFrame } from './stack-frame.tsx';
import { StackReasonNotice } from './stack-reason-notice.tsx';

export function StackServicesPage() {
  return (
    <StackFrame>
      {(stack, environmentId) => <StackServices stack={stack} environmentId={environmentId} />}
    </StackFrame>
  );
}

function StackServices({ stack, environmentId }: { stack: StackDetail; environmentId: string }) {
  const t = useTranslations('stacks.page');
  const table = useTranslations('services.table');
  if (stack.services.length === 0 && stack.state !== 'removing') {
    return <NoServices environmentId={environmentId} stackId={stack.id} />;
  }
  return (
    <>
      {stack.state === 'removing' ? <Notice tone="info">{t('removing')}</Notice> : null}
      <StackReasonNotice services={stack.services} />
      <Card>
        <ul aria-label={table('label')}>
          {stack.services.map((service) => (
            <ServiceRow
              key={service.id}
              environmentId={environmentId}
              service={service}
              siblings={stack.services}
              address={addressOf(service, stack.hosts)}
            />
          ))}
        </ul>
      </Card>
    </>
  );
}

function NoServices({ environmentId, stackId }: { environmentId: string; stackId: string }) {
  const t = useTranslations('stacks');
  const may = useMay('restricted');
  return (
    <EmptyState
      icon={Layers}
      title={t('page.noServices')}
      action={
        may ? (
          <>
            <Button asChild variant="primary">
              <Link href={routes.newService(environmentId, stackId)}>
                <Plus aria-hidden="true" />
                {t('actions.addService')}
              </Link>
            </Button>
            <Button asChild>
              <Link href={routes.stackCompose(environmentId, stackId)}>
                <FileCode aria-hidden="true" />
                {t('actions.compose')}
              </Link>
            </Button>
          </>
        ) : null
      }
    >
      {t('page.noServicesText')}
    </EmptyState>
  );
}
