/** The middle of the runs; the mean of the middle two when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export interface BenchCase {
  readonly case: string;
  readonly unit: 's';
  readonly ours: number;
  readonly peer: number | null;
  readonly limit: number | null;
  readonly oursOverPeer: number | null;
  readonly oursOverLimit: number | null;
  readonly runs: { readonly ours: number[]; readonly peer: number[]; readonly limit: number[] };
}

const round = (value: number) => Math.round(value * 1000) / 1000;

/** Medians and ratios of one case from seconds a run. An empty list means that side was not measured. */
export function summarise(title: string, runs: BenchCase['runs']): BenchCase {
  const ours = median(runs.ours);
  const peer = runs.peer.length === 0 ? null : median(runs.peer);
  const limit = runs.limit.length === 0 ? null : median(runs.limit);
  return {
    case: title,
    unit: 's',
    ours: round(ours),
    peer: peer === null ? null : round(peer),
    limit: limit === null ? null : round(limit),
    oursOverPeer: peer === null ? null : round(ours / peer),
    oursOverLimit: limit === null ? null : round(ours / limit),
    runs: { ours: runs.ours.map(round), peer: runs.peer.map(round), limit: runs.limit.map(round) },
  };
}

export function printCases(bench: string, peer: string, cases: readonly BenchCase[], json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench, peer, cases }, null, 2)}\n`);
    return;
  }
  const text = (value: number | null) => (value === null ? '-' : value.toFixed(2));
  const rows = [
    ['case', 'ours s', `${peer} s`, 'limit s', `ours/${peer}`, 'ours/limit'],
    ...cases.map((one) => [
      one.case,
      ...[one.ours, one.peer, one.limit, one.oursOverPeer, one.oursOverLimit].map(text),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}
