'use client';

import { useTranslations } from 'next-intl';
import type { ServiceSummary } from '../../../server/schemas/service.ts';

type Port = ServiceSummary['ports'][number];

type PortListProps = {
  ports: readonly Port[];
  /** A host on which the service runs; its published ports then lead there. */
  address: string | null;
};

/** `8080 → 80/tcp`, as a link where it can be opened. */
export function PortList({ ports, address }: PortListProps) {
  const t = useTranslations('services.ports');
  if (ports.length === 0) return <span className="text-ink-faint">—</span>;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs tabular-nums">
      {ports.map((port) => (
        <li key={`${port.hostPort}-${port.containerPort}-${port.protocol}`} className="whitespace-nowrap">
          <PublishedPort
            port={port}
            address={address}
            openLabel={(target) => t('open', { address: target })}
          />
          <span className="text-ink-faint">
            {' → '}
            {port.containerPort}
            {port.protocol === 'tcp' ? '' : `/${port.protocol}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

type PublishedPortProps = { port: Port; address: string | null; openLabel: (target: string) => string };

function PublishedPort({ port, address, openLabel }: PublishedPortProps) {
  if (address === null || port.protocol !== 'tcp')
    return <span className="font-medium">{port.hostPort}</span>;
  const target = `${address}:${port.hostPort}`;
  return (
    <a
      href={`http://${target}/`}
      target="_blank"
      rel="noreferrer"
      title={openLabel(target)}
      className="rounded font-medium text-accent-text hover:underline"
    >
      {port.hostPort}
    </a>
  );
}
