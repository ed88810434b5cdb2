import { z } from 'zod';

export const portNumberSchema = z.number().int().min(1).max(65535);
export const protocolSchema = z.enum(['tcp', 'udp']);

/** One published port. `hostPort` null asks the engine for any free port. */
export const portMappingSchema = z.strictObject({
  hostIp: z.ipv4().nullable().default(null),
  hostPort: portNumberSchema.nullable(),
  containerPort: portNumberSchema,
  protocol: protocolSchema.default('tcp'),
});

export type PortMapping = z.infer<typeof portMappingSchema>;
