/** What one file may ask for. Far above any real file; they stop alias and variable bombs. */
export const TEXT_LENGTH_MAX = 512 * 1024;
export const DEPTH_MAX = 40;
export const NODE_COUNT_MAX = 50_000;
export const EXPANDED_LENGTH_MAX = 4 * 1024 * 1024;
export const SERVICE_COUNT_MAX = 500;
