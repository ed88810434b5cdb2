import type { Alias, Document, Node } from 'yaml';
import type { Variables } from './interpolate.ts';
import type { Located } from './located.ts';
import type { Place, Report } from './report.ts';

export interface WalkInput {
  readonly document: Document;
  readonly placeOf: (offset: number) => Place;
  readonly variables: Variables;
  readonly report: Report;
}

/** What reading one file carries along. */
export interface Walk extends WalkInput {
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Anchored nodes that are being read: meeting one again means that it contains itself. */
  readonly open: Set<Node>;
  nodeCount: number;
  expandedLength: number;
  exhausted: boolean;
  /** Null when the node cannot be used; the report says why. */
  readonly read: (node: Node, path: string, depth: number) => Located | null;
}

const PATH_LENGTH_MAX = 200;

export function join(path: string, key: string): string {
  const whole = path === '' ? key : `${path}.${key}`;
  return whole.length > PATH_LENGTH_MAX ? `${whole.slice(0, PATH_LENGTH_MAX)}…` : whole;
}
