import { parseArgs } from 'node:util';
import { benchDeploy } from './deploy/main.ts';
import { benchHeal } from './heal/main.ts';
import { type BenchCase, printCases } from './lib/statistics.ts';

interface Bench {
  readonly peer: string;
  run(rounds: number, tell: (line: string) => void): Promise<BenchCase[]>;
}

const BENCHES: Record<string, Bench> = {
  deploy: { peer: 'swarm', run: benchDeploy },
  heal: { peer: 'swarm', run: benchHeal },
};
const ROUNDS_DEFAULT = 5;

async function measure(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: String(ROUNDS_DEFAULT) },
    },
  });
  const name = positionals[0] ?? '';
  const bench = BENCHES[name];
  const rounds = Number(values.rounds);
  if (!bench || !Number.isInteger(rounds) || rounds < 1) {
    process.stderr.write(`bin/bench NAME [--rounds N] [--json]\nNAME: ${Object.keys(BENCHES).join(', ')}\n`);
    process.exitCode = 2;
  } else {
    const cases = await bench.run(rounds, (line) => process.stderr.write(`${line}\n`));
    printCases(name, bench.peer, cases, values.json);
  }
}

// The simulation measures nothing beside a peer: it has options of its own.
const [first, ...rest] = process.argv.slice(2);
if (first === 'sim') await (await import('./sim/main.ts')).benchSim(rest);
else await measure(process.argv.slice(2));
