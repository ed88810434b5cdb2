'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '../../_components/ui/code-block.tsx';
import { RelativeTime } from '../../_components/ui/relative-time.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../../_components/ui/tabs.tsx';
import type { EnrolmentToken } from './enrolment-token.ts';
import { WizardStep } from './wizard-step.tsx';

export default function CommandSection({ token }: { token: EnrolmentToken }) {
  const t = useTranslations('enrolment.command');
  return (
    <WizardStep follow number={2} title={t('title')} description={t('description')}>
      <Tabs defaultValue="docker">
        <TabsList aria-label={t('title')}>
          <TabsTrigger value="docker">{t('docker')}</TabsTrigger>
          <TabsTrigger value="installer">{t('installer')}</TabsTrigger>
        </TabsList>
        <TabsContent value="docker" className="flex flex-col gap-2">
          <CodeBlock code={token.dockerCommand} label={t('dockerLabel')} />
          <p className="text-ink-faint text-xs">{t('dockerHint')}</p>
        </TabsContent>
        <TabsContent value="installer" className="flex flex-col gap-2">
          <CodeBlock code={token.installerCommand} label={t('installerLabel')} />
          <p className="text-ink-faint text-xs">{t('installerHint')}</p>
        </TabsContent>
      </Tabs>
      <p className="text-ink-muted text-xs">
        {t.rich('once', { time: () => <Expiry expiresAt={token.expiresAt} /> })}
      </p>
    </WizardStep>
  );
}

function Expiry({ expiresAt }: { expiresAt: string }) {
  return <RelativeTime date={expiresAt} className="font-medium text-ink" />;
}
