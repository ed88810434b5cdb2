/** Raised when a message changes in a way an older peer would misread. Unknown fields are ignored on both sides. */
export const PROTOCOL_VERSION = 1;
export const PROTOCOL_VERSION_MIN = 1;

export type VersionVerdict =
  | { supported: true }
  | { supported: false; reason: 'agent-too-old' | 'agent-too-new' };

export function judgeProtocolVersion(version: number): VersionVerdict {
  if (version < PROTOCOL_VERSION_MIN) return { supported: false, reason: 'agent-too-old' };
  if (version > PROTOCOL_VERSION) return { supported: false, reason: 'agent-too-new' };
  return { supported: true };
}
