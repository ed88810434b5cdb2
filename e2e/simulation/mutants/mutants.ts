/** A mistake that somebody could make: one place of the product's source and what it is changed to. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly search: string;
  readonly replacement: string;
}

/** The first group are mistakes made up; the second were in the product and were found by the simulation. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'agent accepts lower generations',
    file: 'agent/core/accept.ts',
    search: "? 'same' : 'refused'",
    replacement: "? 'same' : 'newer'",
  },
  {
    name: 'planner takes unknown for gone',
    file: 'server/core/world/observed.ts',
    search: "return unit.desired === 'removed' && isKnownAbsent(unit);",
    replacement: "return unit.desired === 'removed' && unit.observed.kind !== 'present';",
  },
  {
    name: 'tombstones forgotten before they are seen off',
    file: 'agent/work/host-keeper.ts',
    search: '    this.kickAll(accepted);',
    replacement:
      "    this.kickAll(accepted);\n    for (const id of accepted) if (this.#options.store.get(id)?.assignment.desired === 'removed') this.#options.store.forget(id);",
  },
  {
    name: 'leases never expire',
    file: 'server/reconcile/sweeps/start-sweeps.ts',
    search: '  expireLeasesSweep,\n  purgeJobsSweep',
    replacement: '  purgeJobsSweep',
  },
  {
    name: 'a host ahead of the database is ignored',
    file: 'server/hosts/sync.ts',
    search: '  await catchUp(link, session, comparison.ahead);',
    replacement: '',
  },
  {
    name: 'report sequence is not checked',
    file: 'server/hosts/ingest/ingest.ts',
    search: '    if (report.sequence <= host.reportSequence) return null;',
    replacement: '',
  },
  {
    name: 'surplus is left where it runs',
    file: 'agent/core/step.ts',
    search: "return container === null ? NOTHING : takeDown(input, container, 'undesired');",
    replacement: 'return NOTHING;',
  },
  {
    name: 'duplicates are not picked out',
    file: 'agent/core/pick-containers.ts',
    search: 'if (byLaunch.has(container.launch)) duplicates.push(container);',
    replacement: 'if (byLaunch.has(container.launch)) continue;',
  },
  {
    name: 'units are replaced before their host is given up',
    file: 'server/core/classify/rules.ts',
    search: "when: ({ host }) => host?.reach === 'lost',",
    replacement: "when: ({ host }) => host?.reach === 'lost' || host?.reach === 'silent',",
  },
  {
    name: 'a plan is committed whatever came between',
    file: 'server/reconcile/commit.ts',
    search: "    if (!(await advancePlan(client, plan.environmentId, plan.parent))) return 'lost-race';",
    replacement: '    await advancePlan(client, plan.environmentId, plan.parent);',
  },
  {
    name: 'older jobs are not superseded',
    file: 'server/db/repositories/queue/enqueue.ts',
    search: 'if (later.length > 0) {',
    replacement: 'if (later.length > 1_000_000) {',
  },
  {
    name: 'journal is not replayed',
    file: 'agent/store/unit-store.ts',
    search: 'else this.#records.set(entry.unitId, entry.record);',
    replacement: '',
  },
  {
    name: 'a restart is served again and again',
    file: 'agent/work/served.ts',
    search: '  store.put({ ...record,',
    replacement: '  if (record.servedBefore < 0) store.put({ ...record,',
  },
  {
    name: 'an edit takes all units at once',
    file: 'server/core/rollout/turns.ts',
    search: 'Math.min(outdated, Math.max(0, Math.max(1, updateBatch) - out))',
    replacement: 'outdated',
  },
  {
    name: 'a silent host needs no reason',
    file: 'server/core/report/report-unit.ts',
    search: "if (unreachable !== null) return ['unknown', unreachable];",
    replacement: "if (unreachable !== null) return ['unknown', null];",
  },
  {
    name: 'a decision keeps its old generation',
    file: 'server/core/draft.ts',
    search: 'generation: unit.generation + 1,',
    replacement: 'generation: unit.generation,',
  },
  {
    name: 'found: busy and empty is taken for gone',
    file: 'server/hosts/ingest/compare-unit.ts',
    search: "recorded.desired === 'removed' && seen.converged && hasNothing",
    replacement: "recorded.desired === 'removed' && hasNothing",
  },
  {
    name: 'found: an older disk brings a closed unit back',
    file: 'server/hosts/sync.ts',
    search: 'const lacking = units.filter((unit) => (',
    replacement: 'const lacking = units.filter((unit) => !unit.removed && (',
  },
  {
    name: 'found: hosts are lost while the server is away',
    file: 'server/core/hosts/link.ts',
    search: 'return Math.max(since, listeningSince ?? since) + disconnectAfterMs;',
    replacement: 'return since + disconnectAfterMs + 0 * (listeningSince ?? 0);',
  },
  {
    name: 'found: one number for two decisions',
    file: 'server/hosts/sync.ts',
    search: '(own.generation === unit.generation && differs(unit, own))',
    replacement: '(own.generation < 0 && differs(unit, own))',
  },
  {
    name: 'found: what could not be looked at is forgotten',
    file: 'agent/work/host-keeper.ts',
    search: 'unit.missed.size === 0 ? judged : unsure(judged, now)',
    replacement: 'unit.missed.size < 1_000 ? judged : unsure(judged, now)',
  },
];
