const loopback = ['localhost', '127.0.0.1', '[::1]', '::1', '0.0.0.0'];

/** An address that means "this very machine" to whoever reads it, so that another machine would never get here. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  return loopback.includes(new URL(address).hostname);
}
