import { LABEL, PRIMARY_LAUNCH_CONFIG } from '../protocol/labels.ts';

const OWN_NAME_PREFIX = 'r-';

/**
 * A container is Drover's when it carries a unit's label and the name Drover gives. The label alone is not enough:
 * `docker commit` writes the labels into an image, and whatever somebody runs from it would pass for a unit's container.
 */
export function isOwned(name: string, labels: Readonly<Record<string, string>>): boolean {
  return unitIdOf(labels) !== null && name.startsWith(OWN_NAME_PREFIX);
}

export function unitIdOf(labels: Readonly<Record<string, string>>): string | null {
  return labels[LABEL.unit] || null;
}

export function launchOf(labels: Readonly<Record<string, string>>): string {
  const launch = labels[LABEL.rancherLaunchConfig] ?? PRIMARY_LAUNCH_CONFIG;
  return launch === PRIMARY_LAUNCH_CONFIG ? '' : launch;
}
