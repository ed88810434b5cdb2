import manifest from '../../package.json' with { type: 'json' };

/** The agent's image carries the server's version: both are built from one tree. */
export const AGENT_IMAGE = `drover/agent:${manifest.version}`;
