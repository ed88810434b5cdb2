'use client';

import { useTranslations } from 'next-intl';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import { Card, CardBody, CardHeader } from '../../_components/ui/card.tsx';
import { FactList } from '../../_components/ui/fact-list.tsx';
import { Notice } from '../../_components/ui/notice.tsx';
import { useMay } from '../environment/use-role.ts';
import { ServiceFrame } from './service-frame.tsx';
import { type SpecSection, specSections } from './spec-facts.ts';

export function ServiceConfigurationPage() {
  return <ServiceFrame>{(service) => <Configuration service={service} />}</ServiceFrame>;
}

function Configuration({ service }: { service: ServiceDetail }) {
  const t = useTranslations('services.configuration');
  const seesValues = useMay('restricted');
  return (
    <>
      {seesValues ? null : <Notice tone="info">{t('hidden')}</Notice>}
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        {specSections(service.spec).map((section) => (
          <SectionCard key={section.sidekick} section={section} />
        ))}
        <LinksCard service={service} />
      </div>
    </>
  );
}

function SectionCard({ section }: { section: SpecSection }) {
  const t = useTranslations('services');
  const { sidekick, facts } = section;
  return (
    <Card>
      <CardHeader
        title={
          sidekick === null ? t('configuration.primary') : t('configuration.sidekick', { name: sidekick })
        }
      />
      <CardBody>
        <FactList
          facts={facts.map(({ field, lines }) => ({
            term: t(`fields.${field}`),
            detail: (
              <ul className="flex flex-col font-mono text-xs leading-5">
                {lines.map((line) => (
                  <li key={line} className="whitespace-pre-wrap break-all">
                    {line}
                  </li>
                ))}
              </ul>
            ),
          }))}
        />
      </CardBody>
    </Card>
  );
}

function LinksCard({ service }: { service: ServiceDetail }) {
  const t = useTranslations('services.links');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <CardBody>
        {service.links.length === 0 ? (
          <p className="text-ink-faint text-sm">{t('none')}</p>
        ) : (
          <ul className="flex flex-col gap-1 font-mono text-xs leading-5">
            {service.links.map(({ service: target, alias }) => (
              <li key={alias} className="break-all">
                {target}
                {alias === target ? null : <span className="text-ink-faint"> : {alias}</span>}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
