import { createRouter } from '../../trpc.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';

export const containersRouter = createRouter({ list, get, remove });
