import type { StateTone } from '../../_components/ui/state-shape.tsx';

const tones: Record<string, StateTone> = {
  running: 'running',
  healthy: 'running',
  created: 'moving',
  starting: 'moving',
  restarting: 'moving',
  updating: 'moving',
  stopping: 'moving',
  removing: 'moving',
  waiting: 'moving',
  pulling: 'moving',
  paused: 'stopped',
  stopped: 'stopped',
  exited: 'error',
  failing: 'error',
  dead: 'error',
  missing: 'error',
  unhealthy: 'error',
};

/** The engine's word for a container's state, as one of our tones; a word we do not know is shown as unknown. */
export function containerTone(state: string): StateTone {
  return tones[state] ?? 'unknown';
}
