import { HOST_STATEMENTS } from './host-statements.ts';
import { PLAN_STATEMENTS } from './plan-statements.ts';
import { QUEUE_STATEMENTS } from './queue-statements.ts';
import { snapshot } from './snapshot-statement.ts';
import { answer, changed, type Statement, value } from './statement.ts';

const NAMED: Readonly<Record<string, Statement>> = {
  ...QUEUE_STATEMENTS,
  ...PLAN_STATEMENTS,
  ...HOST_STATEMENTS,
  snapshot,
};

const notifyOne: Statement = (call) => {
  call.notify(value<string>(call, 0), value<string>(call, 1));
  return answer([]);
};

const notifyHosts: Statement = (call) => {
  for (const hostId of value<string[]>(call, 1)) call.notify(value<string>(call, 0), hostId);
  return answer([]);
};

const writeSetting: Statement = (call) => {
  const { settings } = call.tables;
  const key = value<string>(call, 0);
  if (!settings.has(key)) settings.set(key, JSON.parse(value<string>(call, 1)));
  return changed(1);
};

const readSetting: Statement = (call) => {
  const found = call.tables.settings.get(value<string>(call, 0));
  return answer(found === undefined ? [] : [{ value: found }]);
};

const nothing: Statement = () => changed(0);
const none: Statement = () => answer([]);

/** Statements that have no name, by their first words. */
const UNNAMED: readonly (readonly [RegExp, Statement | undefined])[] = [
  [/^select pg_notify\(\$1, \$2\)/, notifyOne],
  [/^select pg_notify\(\$1, host\)/, notifyHosts],
  [/^insert into "(Event|Audit|BlueprintVersion)"/, nothing],
  // History is not kept, so nothing in it is the cause of anything.
  [/from "Event"/, none],
  [/^insert into "Setting"/, writeSetting],
  [/^select value from "Setting"/, readSetting],
  [/^update "Environment" set "planGeneration"/, NAMED['plan-void']],
  [/^update "Unit" u set generation = n\.generation/, NAMED['plan-raise-generations']],
  [/^select id from "Unit" where id = any/, NAMED['units-elsewhere']],
  // Housekeeping of tables that a run does not fill, or that it is too short for.
  [/^delete from/, nothing],
];

export function findStatement(name: string | undefined, text: string): Statement {
  if (name !== undefined && NAMED[name] !== undefined) return NAMED[name];
  const words = text.trim();
  const found = UNNAMED.find(([pattern]) => pattern.test(words))?.[1];
  if (found !== undefined) return found;
  throw new Error(`The database in memory does not know the statement ${name ?? words.slice(0, 120)}.`);
}
