import type { z } from 'zod';
import {
  BLUEPRINT_BYTES_MAX,
  type blueprintInput,
  type blueprintOutput,
  blueprintText,
} from '../../../agent/protocol/recovery.ts';
import { readBlueprintVersion, readOwnPart } from '../../db/repositories/recovery/read-blueprint.ts';
import type { Blueprint } from '../../schemas/blueprint.ts';
import type { HostLink } from '../link.ts';
import type { AgentSession } from '../sessions.ts';

/** A change of a large environment is fetched by all its hosts: so many of them in a second. */
const FETCHES_PER_SECOND = 20;
const REFRESH_MIN_MS = 250;
/** One that does not fit will hardly fit a moment later. */
const TOO_LARGE_AGAIN_MS = 600_000;

type Answer = z.infer<typeof blueprintOutput>;

/** The desired state that the host carries for a successor of this server: signed, so that it can only pass it on. */
export async function blueprint(
  link: HostLink,
  { hostId, environmentId }: AgentSession,
  { have }: z.infer<typeof blueprintInput>,
): Promise<Answer> {
  const { pool } = link.deps.database;
  const version = await readBlueprintVersion(pool, environmentId);
  if (have === version) return { blueprint: null, refreshAfterMs: REFRESH_MIN_MS };
  const [outline, own, { serverId }, key] = await Promise.all([
    link.outlines.read(environmentId, version),
    readOwnPart(pool, hostId, environmentId),
    link.identity(),
    link.vouchingKey(),
  ]);
  const refreshAfterMs = REFRESH_MIN_MS + Math.round((outline.hosts.length * 1000) / FETCHES_PER_SECOND);
  if (own === null) return { blueprint: null, refreshAfterMs };
  const whole: Blueprint = { format: 1, serverId, ...own, outline };
  const text = JSON.stringify(whole);
  if (Buffer.byteLength(text) > BLUEPRINT_BYTES_MAX) {
    link.deps.logger.error(
      { hostId, environmentId, bytes: Buffer.byteLength(text), most: BLUEPRINT_BYTES_MAX },
      'the blueprint is larger than a host carries; this environment could not be rebuilt from its hosts',
    );
    return { blueprint: null, refreshAfterMs: TOO_LARGE_AGAIN_MS };
  }
  return { blueprint: { version, text, signature: key.sign(blueprintText(text)) }, refreshAfterMs };
}
