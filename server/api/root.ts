import { authRouter } from './routers/auth/router.ts';
import { backupsRouter } from './routers/backups/router.ts';
import { changesRouter } from './routers/changes/router.ts';
import { containersRouter } from './routers/containers/router.ts';
import { environmentsRouter } from './routers/environments/router.ts';
import { eventsRouter } from './routers/events/router.ts';
import { hostsRouter } from './routers/hosts/router.ts';
import { membersRouter } from './routers/members/router.ts';
import { recoveryRouter } from './routers/recovery/router.ts';
import { servicesRouter } from './routers/services/router.ts';
import { settingsRouter } from './routers/settings/router.ts';
import { stacksRouter } from './routers/stacks/router.ts';
import { usersRouter } from './routers/users/router.ts';
import { createRouter } from './trpc.ts';

export const appRouter = createRouter({
  auth: authRouter,
  users: usersRouter,
  settings: settingsRouter,
  backups: backupsRouter,
  environments: environmentsRouter,
  members: membersRouter,
  hosts: hostsRouter,
  stacks: stacksRouter,
  services: servicesRouter,
  containers: containersRouter,
  events: eventsRouter,
  changes: changesRouter,
  recovery: recoveryRouter,
});
export type AppRouter = typeof appRouter;
