const retryAfterMs = 5000;

/**
 * For the two queries that the live stream itself waits for: who is signed in, and which environments there are. Until
 * they are answered nothing else tells this page that the server is back.
 */
export function retryWhileFailing({ state }: { state: { status: string } }): number | false {
  return state.status === 'error' ? retryAfterMs : false;
}
