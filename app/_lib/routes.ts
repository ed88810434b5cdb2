/** Every address of the console, in one place. */
export const routes = {
  home: '/',
  signIn: '/sign-in',
  setup: '/setup',
  environments: '/environments',
  users: '/users',
  recovery: '/recovery',
  backups: '/backups',
  stacks: (environmentId: string) => `/${environmentId}/stacks`,
  newStack: (environmentId: string) => `/${environmentId}/stacks/new`,
  stack: (environmentId: string, stackId: string) => `/${environmentId}/stacks/${stackId}`,
  stackTopology: (environmentId: string, stackId: string) => `/${environmentId}/stacks/${stackId}/topology`,
  stackEvents: (environmentId: string, stackId: string) => `/${environmentId}/stacks/${stackId}/events`,
  stackCompose: (environmentId: string, stackId: string) => `/${environmentId}/stacks/${stackId}/compose`,
  newService: (environmentId: string, stackId: string) => `/${environmentId}/stacks/${stackId}/new-service`,
  /** Not a page: what the pages of services lie below. */
  services: (environmentId: string) => `/${environmentId}/services`,
  service: (environmentId: string, serviceId: string) => `/${environmentId}/services/${serviceId}`,
  serviceEvents: (environmentId: string, serviceId: string) =>
    `/${environmentId}/services/${serviceId}/events`,
  serviceRevisions: (environmentId: string, serviceId: string) =>
    `/${environmentId}/services/${serviceId}/revisions`,
  serviceConfiguration: (environmentId: string, serviceId: string) =>
    `/${environmentId}/services/${serviceId}/configuration`,
  editService: (environmentId: string, serviceId: string) => `/${environmentId}/services/${serviceId}/edit`,
  containers: (environmentId: string) => `/${environmentId}/containers`,
  container: (environmentId: string, containerId: string) => `/${environmentId}/containers/${containerId}`,
  hosts: (environmentId: string) => `/${environmentId}/hosts`,
  newHost: (environmentId: string) => `/${environmentId}/hosts/new`,
  host: (environmentId: string, hostId: string) => `/${environmentId}/hosts/${hostId}`,
  events: (environmentId: string) => `/${environmentId}/events`,
} as const;

/** Where to go after signing in: only to a path of this console, whatever the address says. */
export function safeReturnPath(value: string | null | undefined): string {
  if (!value?.startsWith('/') || value.startsWith('//') || value.startsWith('/\\')) return routes.home;
  return value;
}
