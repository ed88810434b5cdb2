const ABSENT = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Null when what was looked at is not there. An error that says nothing of that, such as a disk that cannot be read or a
 * directory that may not be passed, stays one: "could not look" is never "not there".
 */
export async function ifPresent<T>(look: Promise<T>): Promise<T | null> {
  try {
    return await look;
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
