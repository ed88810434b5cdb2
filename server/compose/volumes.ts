import { volumeMountSchema } from '../schemas/launch-config.ts';

export type VolumeResult = { readonly volume: string } | { readonly error: string };

/** One item of `volumes` in its short form. Hosts differ in where a relative path would lead, so it is refused. */
export function parseVolume(text: string): VolumeResult {
  const volume = text.trim();
  const [source = '', target, options] = volume.split(':');
  if (/^[.~]/.test(source)) {
    return {
      error:
        'A path relative to the file means nothing on the hosts. Give the absolute path, or the name of a volume.',
    };
  }
  if (target !== undefined && !source.startsWith('/') && !/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(source)) {
    return {
      error:
        'Before the colon stands an absolute path, or a volume name of letters, digits, "_", "." and "-".',
    };
  }
  if (options !== undefined && !/^(?:ro|rw|z|Z|nocopy)(?:,(?:ro|rw|z|Z|nocopy))*$/.test(options)) {
    return { error: `The options ro, rw, z, Z and nocopy are supported, not "${options.slice(0, 40)}".` };
  }
  const parsed = volumeMountSchema.safeParse(volume);
  if (parsed.success) return { volume };
  return {
    error: 'Write a volume as /path, name:/path or /host/path:/path, with :ro at the end for read-only.',
  };
}
