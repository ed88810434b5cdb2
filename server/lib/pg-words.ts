const ENDED = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/** What pg itself notices, rather than PostgreSQL or the network, it says in words only: there is no code to decide by. */
export function saysConnectionEnded(error: Error): boolean {
  return ENDED.test(error.message);
}
