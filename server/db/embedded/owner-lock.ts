/** Advisory lock, in the database `postgres`, that says which server the cluster belongs to; 'drov' as a number. */
export const OWNER_LOCK = 0x64726f76;
