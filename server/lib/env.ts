import { join, resolve } from 'node:path';
import { z } from 'zod';

const PORT_MAX = 65_535;
/** Whoever gets hold of a backup may try as many as they like. */
export const PASSPHRASE_LENGTH_MIN = 12;

const flag = z
  .enum(['0', '1', 'false', 'true', ''])
  .default('0')
  .transform((value) => value === '1' || value === 'true');

const DAY_MS = 24 * 60 * 60 * 1000;

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
}

const milliseconds = (fallback: number, least: number) => wholeNumber(least, DAY_MS).default(fallback);

export const roleSchema = z.enum(['web', 'worker']);
export type Role = z.infer<typeof roleSchema>;

const logLevelSchema = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);

const rolesSchema = z
  .string()
  .default('web,worker')
  .transform((text) => text.split(',').map((role) => role.trim()))
  .pipe(z.array(roleSchema).min(1))
  .transform((roles): readonly Role[] => [...new Set(roles)]);

const variablesSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// URL' }).optional(),
  DROVER_DATA_DIR: z.string().min(1).default('./data'),
  DROVER_PORT: wholeNumber(0, PORT_MAX).default(8080),
  DROVER_BIND: z.string().min(1).default('0.0.0.0'),
  DROVER_ROLES: rolesSchema,
  DROVER_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
  DROVER_LOG_LEVEL: logLevelSchema.default('info'),
  DROVER_HEARTBEAT_MS: milliseconds(5_000, 100),
  DROVER_DISCONNECT_AFTER_MS: milliseconds(60_000, 500),
  DROVER_TRUST_PROXY: flag,
  DROVER_DEV: flag,
  DROVER_BACKUP_DIR: z.string().min(1).optional(),
  DROVER_BACKUP_PASSPHRASE: z
    .string()
    .min(PASSPHRASE_LENGTH_MIN, `must have at least ${PASSPHRASE_LENGTH_MIN} characters`)
    .optional(),
  DROVER_BACKUP_PASSPHRASE_FILE: z.string().min(1).optional(),
});

export interface BackupEnv {
  /** Absolute. */
  readonly directory: string;
  readonly passphrase: string | null;
  /** Absolute; read whenever a backup is made or checked. Null when the passphrase itself was given, or nothing was. */
  readonly passphraseFile: string | null;
}

/** Everything the server is told from outside, checked once. */
export interface Env {
  /** Null: the server runs its own PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Absolute. */
  readonly dataDir: string;
  readonly port: number;
  readonly bind: string;
  readonly roles: readonly Role[];
  /** Where hosts and people reach the server, without a trailing slash; null: as each request addressed it. */
  readonly publicUrl: string | null;
  readonly heartbeatMs: number;
  readonly disconnectAfterMs: number;
  /** True: X-Forwarded-* come from a proxy of ours and are believed. */
  readonly trustProxy: boolean;
  readonly dev: boolean;
  readonly backup: BackupEnv;
}

function backupEnv(value: z.output<typeof variablesSchema>, dataDir: string): BackupEnv {
  const passphrase = value.DROVER_BACKUP_PASSPHRASE ?? null;
  const file = passphrase === null ? value.DROVER_BACKUP_PASSPHRASE_FILE : undefined;
  return {
    directory: resolve(value.DROVER_BACKUP_DIR ?? join(dataDir, 'backups')),
    passphrase,
    passphraseFile: file === undefined ? null : resolve(file),
  };
}

export class EnvError extends Error {
  override readonly name = 'EnvError';
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Throws `EnvError` with one line per variable at fault. An empty variable counts as absent. */
export function parseEnv(variables: Variables = process.env): Env {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = variablesSchema.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new EnvError(`The environment is not usable.\n${lines.join('\n')}`);
  }
  const value = parsed.data;
  const dataDir = resolve(value.DROVER_DATA_DIR);
  return {
    databaseUrl: value.DATABASE_URL ?? null,
    dataDir,
    port: value.DROVER_PORT,
    bind: value.DROVER_BIND,
    roles: value.DROVER_ROLES,
    publicUrl: value.DROVER_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    heartbeatMs: value.DROVER_HEARTBEAT_MS,
    disconnectAfterMs: value.DROVER_DISCONNECT_AFTER_MS,
    trustProxy: value.DROVER_TRUST_PROXY,
    dev: value.DROVER_DEV,
    backup: backupEnv(value, dataDir),
  };
}

/** The logger exists before the environment is parsed, so that a bad environment can be logged. */
export function readLogLevel(variables: Variables = process.env): z.infer<typeof logLevelSchema> {
  const parsed = logLevelSchema.safeParse(variables.DROVER_LOG_LEVEL);
  return parsed.success ? parsed.data : 'info';
}
