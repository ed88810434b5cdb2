import type { UnitStore } from '../../../agent/store/unit-store.ts';
import type { SimHost } from '../world/simulation.ts';
import { Violation } from '../world/violation.ts';

interface Entry {
  readonly unitId: string;
  readonly record: { readonly assignment: { readonly generation: number } } | null;
}

/** Before the JSON of a line stands its checksum. */
const CHECKSUM_LENGTH = 9;

/** Null for half a line, which is what a crash in the middle of a write leaves. */
function readEntry(line: string): Entry | null {
  try {
    return JSON.parse(line.slice(CHECKSUM_LENGTH));
  } catch {
    return null;
  }
}

/** An agent that comes up holds all that is whole on its disk. Read without the product's own reader. */
export function checkJournal(host: SimHost, journal: string, store: UnitStore): void {
  const last = new Map<string, Entry>();
  for (const line of journal.split('\n')) {
    const entry = readEntry(line);
    if (entry !== null) last.set(entry.unitId, entry);
  }
  for (const [unitId, { record }] of last) {
    const held = store.get(unitId)?.assignment.generation;
    const written = record?.assignment.generation;
    if (held !== written) {
      throw new Violation(
        'what is on disk is held again',
        `${host.name} ${unitId}: ${written} on disk, holds ${held}`,
      );
    }
  }
}
