import type { ErrorCode } from '../../server/schemas/error.ts';
import { errorDetail } from './error-detail.ts';

const WITHDRAWN: readonly ErrorCode[] = ['not-found', 'forbidden'];

/**
 * What a page about one object shows: what was read last, also when reading it again failed, for a server that is away
 * takes nothing off the screen. Nothing only once the server says that it is not there, or not for this person.
 */
export function shownData<Data>({
  data,
  error,
}: {
  data: Data | undefined;
  error: unknown;
}): Data | undefined {
  const code = errorDetail(error)?.code;
  return code !== undefined && WITHDRAWN.includes(code) ? undefined : data;
}
