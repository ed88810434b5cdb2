const storageKey = 'drover.environment';

/** Null too where the browser keeps nothing for us. */
export function readLastEnvironment(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

export function rememberEnvironment(id: string): void {
  try {
    localStorage.setItem(storageKey, id);
  } catch {
    // Private windows may refuse storage; then the first environment is opened next time.
  }
}
