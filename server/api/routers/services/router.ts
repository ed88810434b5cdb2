import { createRouter } from '../../trpc.ts';
import { create } from './create.ts';
import { get } from './get.ts';
import { remove } from './remove.ts';
import { restart } from './restart.ts';
import { revisions } from './revisions.ts';
import { scale } from './scale.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { update } from './update.ts';

export const servicesRouter = createRouter({
  get,
  revisions,
  create,
  update,
  scale,
  start,
  stop,
  restart,
  remove,
});
