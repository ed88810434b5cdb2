import type { DockerErrorKind, DockerOperation } from './docker-error.ts';

/**
 * The only place where the engine's prose is read. Docker answers these with a bare 500 (or, for images, with a 404
 * that may mean several things), so the words are all there is. Samples of real engines stand in the test.
 */
interface WordRule {
  readonly kind: DockerErrorKind;
  /** Null: whatever was asked of the engine. */
  readonly operations: readonly DockerOperation[] | null;
  readonly words: RegExp;
}

export const ENGINE_WORDS: readonly WordRule[] = [
  { kind: 'diskFull', operations: null, words: /no space left on device|disk quota exceeded/i },
  {
    kind: 'portTaken',
    operations: ['start', 'restart'],
    words: /port is already allocated|address already in use|ports are not available/i,
  },
  {
    kind: 'registryDenied',
    operations: ['pull'],
    words:
      /unauthorized|no basic auth credentials|authentication required|incorrect username or password|access forbidden|403 forbidden/i,
  },
  {
    // Docker Hub says "access denied" for a repository that does not exist: it is told as not found, with its words.
    kind: 'imageNotFound',
    operations: ['pull'],
    words: /manifest unknown|manifest for .* not found|repository does not exist|name unknown|: not found$/i,
  },
  { kind: 'registryDenied', operations: ['pull'], words: /denied/i },
  { kind: 'imageNotFound', operations: ['create', 'image'], words: /no such image/i },
  { kind: 'nameTaken', operations: ['create'], words: /container name .* is already in use/i },
  {
    kind: 'invalid',
    operations: ['create', 'start', 'restart'],
    words:
      /oci runtime create failed|failed to create (?:shim )?task|error gathering device information|error while creating mount source path|invalid mount config|executable file not found|unable to find user|network .* not found|linux spec user/i,
  },
];

export function kindByWords(operation: DockerOperation, message: string): DockerErrorKind | null {
  const rule = ENGINE_WORDS.find(
    ({ operations, words }) => (operations === null || operations.includes(operation)) && words.test(message),
  );
  return rule?.kind ?? null;
}
