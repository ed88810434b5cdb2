import type { LocatedEntry } from './located.ts';
import { quote, type Report } from './report.ts';
import { serviceFields } from './service-fields.ts';
import { didYouMean } from './suggest.ts';

/** Keys that Compose or Rancher know and Drover does not, where more can be said than that. */
const CURES: Readonly<Record<string, string>> = {
  build: 'Images are not built here. Build and push it elsewhere, and give its name as "image".',
  dockerfile: 'Images are not built here. Give the name of a built image as "image".',
  env_file: 'The file is not on the server. Copy its variables into "environment".',
  extends: 'Copy what it takes from the other service, or use a YAML anchor and "<<".',
  volumes_from: 'Name the same volume in both services under "volumes".',
  volume_driver: 'Volumes use the local driver.',
  volume_drivers: 'Volumes use the local driver.',
  deploy: 'Use "scale", "mem_limit" and "restart" of the service.',
  healthcheck: 'Remove it to run without health checks.',
  health_check: 'Remove it to run without health checks.',
  lb_config: 'Remove the load balancer, and publish "ports" instead.',
  load_balancer_config: 'Remove the load balancer, and publish "ports" instead.',
  scale_policy: 'Use "scale".',
  upgrade_strategy: 'Services are updated one container at a time.',
  retain_ip: 'Remove it: addresses are not kept.',
  secrets: 'Use "environment".',
  configs: 'Use "environment" or a volume.',
  profiles: 'Remove it: every service of the file is run.',
  logging: "Remove it: the engine's own setting applies.",
};

export function reportUnknownKey(key: string, entry: LocatedEntry, report: Report): void {
  const cure = Object.hasOwn(CURES, key) ? ` ${CURES[key]}` : didYouMean(key, Object.keys(serviceFields));
  report.problem(entry.keyPlace, 'unsupported', `${quote(key)} is not supported.${cure}`);
}
