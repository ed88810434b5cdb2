/** Labels on every container that Drover makes. Rancher's names are kept because users' tools read them. */
export const LABEL = {
  unit: 'io.drover.unit',
  generation: 'io.drover.generation',
  specHash: 'io.drover.spec',
  environment: 'io.drover.environment',
  stackId: 'io.drover.stack',
  serviceId: 'io.drover.service',
  revision: 'io.drover.revision',
  index: 'io.drover.index',
  /** How often a person had this container made anew, where that ever happened; part of the spec's digest. */
  recreation: 'io.drover.recreation',
  agent: 'io.drover.agent',
  /** Set by the agent: the unit's restart count when the container was made, so that none is restarted twice. */
  restart: 'io.drover.restart',
  rancherStack: 'io.rancher.stack.name',
  rancherStackService: 'io.rancher.stack_service.name',
  rancherContainerName: 'io.rancher.container.name',
  rancherLaunchConfig: 'io.rancher.service.launch.config',
  rancherDeploymentUnit: 'io.rancher.service.deployment.unit',
  rancherProject: 'io.rancher.project.name',
  rancherProjectService: 'io.rancher.project_service.name',
} as const;

export const PRIMARY_LAUNCH_CONFIG = 'io.rancher.service.primary.launch.config';
