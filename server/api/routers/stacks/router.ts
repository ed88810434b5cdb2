import { createRouter } from '../../trpc.ts';
import { applyCompose } from './apply-compose.ts';
import { create } from './create.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { planCompose } from './plan-compose.ts';
import { remove } from './remove.ts';
import { restart } from './restart.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { update } from './update.ts';

export const stacksRouter = createRouter({
  list,
  get,
  create,
  update,
  start,
  stop,
  restart,
  remove,
  planCompose,
  applyCompose,
});
