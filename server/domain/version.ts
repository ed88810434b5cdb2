import manifest from '../../package.json' with { type: 'json' };

/** The server's, the command line's and the agent image's: all are built from one tree. */
export const VERSION: string = manifest.version;
