import { z } from 'zod';
import { environmentIdSchema, userIdSchema } from './primitives/ids.ts';
import { descriptionSchema, displayNameSchema, passwordSchema, usernameSchema } from './primitives/names.ts';
import { roleSchema } from './role.ts';

export const setupInput = z.strictObject({
  username: usernameSchema,
  name: displayNameSchema,
  password: passwordSchema,
});
export const signInInput = z.strictObject({
  username: usernameSchema,
  password: z.string().min(1).max(256),
  /** What to call the session in the list of sessions, for example "CLI on build-1". */
  client: z.string().max(120).default('browser'),
});
export const changePasswordInput = z.strictObject({
  current: z.string().min(1).max(256),
  next: passwordSchema,
});

export const userViewSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  kind: z.enum(['admin', 'user']),
  disabled: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type UserView = z.infer<typeof userViewSchema>;

export const authStatusSchema = z.object({
  needsSetup: z.boolean(),
  user: userViewSchema.nullable(),
  version: z.string(),
});
/** `token` is set only for clients that are not browsers; a browser gets a cookie that scripts cannot read. */
export const signedInSchema = z.object({ user: userViewSchema, token: z.string().nullable() });

export const createUserInput = setupInput.extend({ kind: z.enum(['admin', 'user']).default('user') });
export const updateUserInput = z.strictObject({
  userId: userIdSchema,
  name: displayNameSchema.optional(),
  kind: z.enum(['admin', 'user']).optional(),
  disabled: z.boolean().optional(),
  password: passwordSchema.optional(),
});

export const environmentRefInput = z.strictObject({ environmentId: environmentIdSchema });
export const createEnvironmentInput = z.strictObject({
  name: displayNameSchema,
  description: descriptionSchema.default(''),
});
export const updateEnvironmentInput = environmentRefInput.extend({
  name: displayNameSchema.optional(),
  description: descriptionSchema.optional(),
});

export const environmentViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** The caller's role; an administrator who is not a member acts as owner. */
  role: roleSchema,
  hostCount: z.number().int(),
  stackCount: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type EnvironmentView = z.infer<typeof environmentViewSchema>;

export const memberViewSchema = z.object({
  userId: z.string(),
  username: z.string(),
  name: z.string(),
  role: roleSchema,
});
export const setMemberInput = environmentRefInput.extend({ username: usernameSchema, role: roleSchema });
export const removeMemberInput = environmentRefInput.extend({ userId: userIdSchema });

export const settingsSchema = z.object({
  /** Where hosts reach this server; null until set or told by DROVER_PUBLIC_URL. */
  registrationUrl: z.string().nullable(),
});
export const updateSettingsInput = z.strictObject({
  registrationUrl: z
    .url({ protocol: /^https?$/, error: 'Write it as http://address:port or https://address.' })
    .max(512)
    .nullable(),
});
