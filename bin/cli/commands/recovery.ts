import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { createDroverClient, type RouterOutputs } from '../../../server/client/index.ts';
import { loadConfig } from '../config.ts';
import { CliError } from '../failure.ts';
import type { Output } from '../output.ts';
import { type Client, outputOf } from '../session.ts';

type Overview = RouterOutputs['recovery']['overview'];
type Group = Overview['groups'][number];
type Plan = RouterOutputs['recovery']['plan'];

/** Hosts of a lost server belong to no environment here, so none is asked for. */
async function open(command: Command): Promise<{ client: Client; output: Output }> {
  const config = await loadConfig();
  return { client: createDroverClient({ url: config.url, key: config.key }), output: outputOf(command) };
}

function describeOverview({ own, groups, trusted }: Overview): string {
  const lines = [`This server's fingerprint: ${own.fingerprint}`];
  if (groups.length === 0) lines.push('No host of another server waits here.');
  for (const group of groups) {
    lines.push('', `From the server ${group.fingerprint}${group.trusted ? ' (trusted)' : ''}:`);
    for (const offer of group.offers) {
      const { hostName, address, environmentName, unitCount, lastSeenAt } = offer;
      lines.push(
        `  ${hostName}  ${address ?? ''}  ${environmentName}  ${unitCount} units  heard ${lastSeenAt}  key ${offer.keyFingerprint.slice(0, 16)}`,
      );
    }
  }
  for (const { fingerprint, trustedBy, hostCount } of trusted) {
    lines.push(
      '',
      `Trusted by ${trustedBy ?? 'nobody in particular'}: ${fingerprint}, ${hostCount} hosts taken in`,
    );
  }
  return lines.join('\n');
}

async function show(_options: unknown, command: Command): Promise<void> {
  const { client, output } = await open(command);
  const overview = await client.recovery.overview.query();
  output.done(describeOverview(overview), overview);
}

/** With fewer somebody could make up a server whose fingerprint begins alike. */
const FINGERPRINT_DIGITS_MIN = 16;

/** All of it or a beginning that tells it from the others. */
function findGroup({ groups }: Overview, fingerprint: string): Group {
  if (fingerprint.length < FINGERPRINT_DIGITS_MIN) {
    throw new CliError(
      'not-found',
      `Give at least the first ${FINGERPRINT_DIGITS_MIN} digits of the fingerprint, not ${fingerprint.length}.`,
    );
  }
  const found = groups.filter((group) => group.fingerprint.startsWith(fingerprint.toLowerCase()));
  const [only, ...others] = found;
  if (only === undefined) {
    throw new CliError(
      'not-found',
      `No hosts of a server ${fingerprint} wait here. \`drover recovery\` lists them.`,
    );
  }
  if (others.length > 0)
    throw new CliError('not-found', `Several servers begin with ${fingerprint}. Give more digits.`);
  return only;
}

function chooseOffers(group: Group, names: readonly string[]): string[] {
  if (names.length === 0) return group.offers.map((offer) => offer.id);
  return names.map((name) => {
    const named = group.offers.filter((offer) => [offer.hostName, offer.hostId].includes(name));
    const [offer, ...others] = named;
    if (offer === undefined) throw new CliError('not-found', `No host ${name} of that server waits here.`);
    if (others.length > 0)
      throw new CliError('not-found', `Several hosts are named ${name}. Give the host's id.`);
    return offer.id;
  });
}

function describePlan({ environments, problems }: Plan): string {
  const lines: string[] = [];
  for (const { name, change, hosts, stacks } of environments) {
    lines.push(`Environment ${name}${change === 'merge' ? ' (is here already)' : ''}`);
    for (const host of hosts) lines.push(`  host ${host.name}: ${host.unitCount} units`);
    for (const stack of stacks) {
      lines.push(`  stack ${stack.name}${stack.change === 'same' ? ' (is here already)' : ''}`);
      for (const { name: service, image, scale, unitCount, change: is } of stack.services) {
        lines.push(
          `    ${service}  ${image}  scale ${scale}, ${unitCount} units${is === 'same' ? ' (is here already)' : ''}`,
        );
      }
    }
  }
  for (const problem of problems) lines.push(`! ${problem.message}`);
  return lines.join('\n');
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new CliError('confirmation-needed', 'Look at the plan above, then say it again with --yes.', 2);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

async function plan(wanted: string, options: { host: string[] }, command: Command): Promise<void> {
  const { client, output } = await open(command);
  const group = findGroup(await client.recovery.overview.query(), wanted);
  const offerIds = chooseOffers(group, options.host);
  const found = await client.recovery.plan.query({ fingerprint: group.fingerprint, offerIds });
  output.done(describePlan(found), found);
}

interface AcceptOptions {
  readonly host: string[];
  readonly trust: boolean;
  readonly yes?: boolean;
}

async function accept(wanted: string, options: AcceptOptions, command: Command): Promise<void> {
  const { client, output } = await open(command);
  const group = findGroup(await client.recovery.overview.query(), wanted);
  const { fingerprint } = group;
  const offerIds = chooseOffers(group, options.host);
  const plan = await client.recovery.plan.query({ fingerprint, offerIds });
  output.progress(describePlan(plan));
  if (options.yes !== true && !(await confirm(`Take these hosts in from the server ${fingerprint}?`))) {
    throw new CliError('cancelled', 'Nothing was changed.');
  }
  const { trust: trustLater } = options;
  const done = await client.recovery.accept.mutate({
    fingerprint,
    offerIds,
    trustLater,
    planDigest: plan.digest,
  });
  output.done(
    `Taken in: ${done.hostCount} hosts, ${done.stackCount} stacks, ${done.serviceCount} services, ${done.unitCount} units.`,
    { ...done, plan },
  );
}

async function dismiss(wanted: string, options: { host: string[] }, command: Command): Promise<void> {
  const { client, output } = await open(command);
  const group = findGroup(await client.recovery.overview.query(), wanted);
  const offerIds = chooseOffers(group, options.host);
  await client.recovery.dismiss.mutate({ offerIds });
  output.done(`${offerIds.length} hosts are not shown for a day.`, { offerIds });
}

async function trust(fingerprint: string, _options: unknown, command: Command): Promise<void> {
  const { client, output } = await open(command);
  await client.recovery.trust.mutate({ fingerprint: fingerprint.toLowerCase() });
  output.done(
    'Hosts of that server find room here. The first of each environment still has to be confirmed.',
    {
      fingerprint,
    },
  );
}

async function distrust(fingerprint: string, _options: unknown, command: Command): Promise<void> {
  const { client, output } = await open(command);
  await client.recovery.distrust.mutate({ fingerprint });
  output.done('Hosts of that server that come later have to be confirmed again.', { fingerprint });
}

const gather = (one: string, all: string[]) => [...all, one];
const FINGERPRINT = `of the older server; its first ${FINGERPRINT_DIGITS_MIN} digits or more`;

export function addRecovery(program: Command): void {
  const recovery = program.command('recovery').description('hosts that come from a lost server');
  recovery.command('show', { isDefault: true }).description('who waits, and who we are').action(show);
  recovery
    .command('plan')
    .argument('<fingerprint>', FINGERPRINT)
    .option('--host <name>', 'only this host, may be repeated', gather, [])
    .description('what taking them in would bring back')
    .action(plan);
  recovery
    .command('accept')
    .argument('<fingerprint>', FINGERPRINT)
    .option('--host <name>', 'only this host, may be repeated', gather, [])
    .option('--no-trust', 'ask again for hosts of that server that come later')
    .option('--yes', 'do not ask')
    .description('take them in and rebuild what they carry')
    .action(accept);
  recovery
    .command('dismiss')
    .argument('<fingerprint>', FINGERPRINT)
    .option('--host <name>', 'only this host, may be repeated', gather, [])
    .description('they are not wanted')
    .action(dismiss);
  recovery
    .command('trust')
    .argument('<fingerprint>', 'of the older server, all 64 digits')
    .description('keep room for its hosts before any has come')
    .action(trust);
  recovery
    .command('distrust')
    .argument('<fingerprint>', 'of a server that is trusted')
    .description('take no more hosts of it in without asking')
    .action(distrust);
}
