import type { RecoveryProblem } from '../../core/recovery/model.ts';

type Sentences = {
  readonly [Code in RecoveryProblem['code']]: (problem: Extract<RecoveryProblem, { code: Code }>) => string;
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What, and what is done about it. */
const SENTENCES: Sentences = {
  'environment-unknown': ({ hostName }) =>
    `${hostName} carries nothing of its environment. Choose another host of the environment together with it.`,
  'environment-removed': ({ environment }) =>
    `The environment ${environment} was removed here. Nothing of it is brought back.`,
  'environment-renamed': ({ environment, name }) =>
    `There is another environment ${environment} here. This one comes back as ${name}.`,
  'environment-replaced': ({ environment }) =>
    `The empty environment ${environment} here is removed, so that the older one comes back under its name.`,
  'host-removed': ({ hostName }) =>
    `${hostName} was removed here. Add it as a new host if it shall come back.`,
  'host-known': ({ hostName }) =>
    `This server knows ${hostName} already, by another key or as another host. Add it as a new host instead.`,
  'host-key-replaced': ({ hostName }) =>
    `${hostName} comes with a key that the older server had replaced: somebody else may hold it. It is not taken in by this key. Add it as a new host if it has no other.`,
  'host-twice': ({ hostName }) =>
    `${hostName} was added to the older server twice, and the machine is taken in as the other of the two. This one is left out.`,
  'host-not-listed': ({ hostName }) =>
    `The newest list of hosts does not have ${hostName}: the older server may have removed it. It is taken in because you chose it.`,
  'host-absent': ({ hostName, unitCount }) =>
    `${hostName} has not come yet. Its ${counted(unitCount, 'unit')} stay with it until it counts as disconnected; then others take over.`,
  'stack-name-taken': ({ stack }) =>
    `There is another stack ${stack} here. The older one is not brought back.`,
  'service-name-taken': ({ service }) =>
    `There is another service ${service} here. The older one is not brought back.`,
  'service-without-spec': ({ service, unitCount }) =>
    `No host that came carries what ${service} runs, so it is not brought back yet${unitCount === 0 ? '' : `; ${counted(unitCount, 'unit')} of it run on hosts that have not come`}.`,
  'spec-unreadable': ({ service }) =>
    `What ${service} runs was written by another version and cannot be read here. It is not brought back; upgrade this server first.`,
  'revision-differs': ({ service, revision }) =>
    `Two hosts tell different things of revision ${revision} of ${service}. The one that knows the newest state is believed.`,
  'revision-missing': ({ service, revision, used }) =>
    `No host carries revision ${revision} of ${service}. Revision ${used} is used in its place.`,
  'unit-surplus': ({ service, index }) =>
    `${service} has a unit ${index} here already. The older one is removed from its host.`,
  'unit-without-host': ({ service, index }) =>
    `Unit ${index} of ${service} was on a host that is no more. It is placed anew.`,
  'unit-unknown': ({ hostName, unitCount }) =>
    `${hostName} runs ${counted(unitCount, 'unit')} that nothing else is known of. They are left alone.`,
};

export function problemText<Code extends RecoveryProblem['code']>(
  problem: Extract<RecoveryProblem, { code: Code }>,
): string {
  const sentence = SENTENCES[problem.code] as (of: typeof problem) => string;
  return sentence(problem);
}
