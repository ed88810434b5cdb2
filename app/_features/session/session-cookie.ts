/** Set by the server, unreadable for scripts. Its presence only spares a flash of the console before sign-in. */
export const sessionCookie = 'drover_session';
