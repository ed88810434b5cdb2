/**
 * Beyond it a generation is not believed: a host that lies may raise its own units', and the column has to have room for
 * all that is ever decided afterwards.
 */
export const GENERATION_BELIEVED_MAX = 1_000_000_000;
