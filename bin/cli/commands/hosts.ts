import type { Command } from 'commander';
import { CliError } from '../failure.ts';
import { openSession } from '../session.ts';
import { findHost } from '../targets.ts';

async function list(_options: unknown, command: Command): Promise<void> {
  const { client, environmentId, output } = await openSession(command);
  const hosts = await client.hosts.list.query({ environmentId });
  const rows = hosts.map((host) => ({
    name: host.name,
    state: host.state,
    address: host.address,
    containers: host.containers.length,
    docker: host.info?.dockerVersion ?? '',
    labels: Object.entries(host.labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(' '),
    id: host.id,
  }));
  const columns = ['name', 'state', 'address', 'containers', 'docker', 'labels', 'id'];
  output.table(
    rows,
    columns.map((key) => ({ key, title: key.toUpperCase() })),
    hosts,
  );
}

function parseLabels(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new CliError('invalid-input', `"${pair}" is not KEY=VALUE.`, 2);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function add(options: { server: string; label: string[] }, command: Command): Promise<void> {
  const { client, environmentId, output } = await openSession(command);
  const token = await client.hosts.createEnrolmentToken.mutate({
    environmentId,
    serverUrl: options.server,
    labels: parseLabels(options.label),
  });
  output.done(
    `Run this on the host (valid until ${token.expiresAt}):\n\n${token.dockerCommand}\n\nor, where the image cannot be pulled:\n\n${token.installerCommand}`,
    token,
  );
}

type HostVerb = 'activate' | 'deactivate' | 'remove';
const DONE: Record<HostVerb, string> = {
  activate: 'takes new containers again',
  deactivate: 'takes no new containers; those it has go on',
  remove: 'is being removed; its units move to other hosts',
};

function act(verb: HostVerb) {
  return async (name: string, _options: unknown, command: Command): Promise<void> => {
    const session = await openSession(command);
    const host = await findHost(session, name);
    await session.client.hosts[verb].mutate({ environmentId: session.environmentId, hostId: host.id });
    session.output.done(`${host.name} ${DONE[verb]}.`, { hostId: host.id, verb });
  };
}

async function label(name: string, pairs: string[], _options: unknown, command: Command): Promise<void> {
  const session = await openSession(command);
  const host = await findHost(session, name);
  const { client, environmentId, output } = session;
  const present = await client.hosts.get.query({ environmentId, hostId: host.id });
  const gone = new Set(
    pairs.filter((pair) => pair.endsWith('-') && !pair.includes('=')).map((pair) => pair.slice(0, -1)),
  );
  const set = parseLabels(pairs.filter((pair) => pair.includes('=')));
  const kept = Object.fromEntries(Object.entries(present.labels).filter(([key]) => !gone.has(key)));
  const labels = { ...kept, ...set };
  await client.hosts.update.mutate({ environmentId, hostId: host.id, labels });
  output.done(`${host.name} has ${Object.keys(labels).length} labels.`, { hostId: host.id, labels });
}

export function addHosts(program: Command): void {
  const hosts = program.command('hosts').description('hosts of the environment');
  hosts.command('ls', { isDefault: true }).description('list them').action(list);
  hosts
    .command('add')
    .requiredOption('--server <url>', 'where the host reaches the server, for example http://10.0.0.5:8080')
    .option(
      '--label <key=value>',
      'label of the new host, may be repeated',
      (one, all: string[]) => [...all, one],
      [],
    )
    .description('the command that makes a machine a host')
    .action(add);
  hosts
    .command('activate')
    .argument('<host>')
    .description('let it take containers again')
    .action(act('activate'));
  hosts
    .command('deactivate')
    .argument('<host>')
    .description('let it take no new containers')
    .action(act('deactivate'));
  hosts.command('rm').argument('<host>').description('remove it; deactivate it first').action(act('remove'));
  hosts
    .command('label')
    .argument('<host>')
    .argument('<labels...>', 'KEY=VALUE sets, KEY- takes away')
    .description('change its labels')
    .action(label);
}
