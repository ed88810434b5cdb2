import { DockerError, type DockerErrorKind, type DockerOperation } from './docker-error.ts';
import { kindByWords } from './engine-words.ts';

const MESSAGE_MAX = 1_900;

const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'EACCES',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** Whatever a call to the engine threw, as one DockerError. The status code decides; words only where it says nothing. */
export function classifyError(operation: DockerOperation, thrown: unknown): DockerError {
  if (thrown instanceof DockerError) return thrown;
  const statusCode = numberField(thrown, 'statusCode');
  const message = engineMessage(thrown);
  if (statusCode === null)
    return new DockerError(kindWithoutAnswer(operation, thrown, message), operation, message);
  return new DockerError(kindByStatus(operation, statusCode, message), operation, message, statusCode);
}

function kindByStatus(operation: DockerOperation, statusCode: number, message: string): DockerErrorKind {
  switch (statusCode) {
    case 304:
      return 'alreadyDone';
    case 400:
      return kindByWords(operation, message) ?? 'invalid';
    case 401:
    case 403:
      return operation === 'pull' ? 'registryDenied' : 'invalid';
    case 404:
      return kindByWords(operation, message) ?? (operation === 'pull' ? 'imageNotFound' : 'notFound');
    case 409:
      return operation === 'create' ? 'nameTaken' : 'conflict';
    case 502:
    case 503:
    case 504:
      return kindByWords(operation, message) ?? 'unavailable';
    default:
      return kindByWords(operation, message) ?? (operation === 'pull' ? 'pullFailed' : 'unknown');
  }
}

function kindWithoutAnswer(operation: DockerOperation, thrown: unknown, message: string): DockerErrorKind {
  const name = thrown instanceof Error ? thrown.name : '';
  const code = stringField(thrown, 'code');
  if (name === 'TimeoutError') return 'timeout';
  if (name === 'AbortError') return 'aborted';
  if (code !== null && UNREACHABLE_CODES.has(code)) return 'unavailable';
  if (/socket hang up|other side closed/i.test(message)) return 'unavailable';
  return kindByWords(operation, message) ?? (operation === 'pull' ? 'pullFailed' : 'unknown');
}

/** The engine's own sentence, without what the client library puts around it. */
function engineMessage(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'json' in thrown) {
    const told = stringField(thrown.json, 'message');
    if (told !== null) return told.trim().slice(0, MESSAGE_MAX);
  }
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text
    .replace(/^\(HTTP code \d+\) [^-]*- /, '')
    .trim()
    .slice(0, MESSAGE_MAX);
}

function stringField(value: unknown, key: string): string | null {
  const field = readField(value, key);
  return typeof field === 'string' ? field : null;
}

function numberField(value: unknown, key: string): number | null {
  const field = readField(value, key);
  return typeof field === 'number' ? field : null;
}

function readField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
