/** For tests that do much: on a machine that does other things as well, a second of work may take a minute. */
export const SLOW = { timeout: 60_000 };
