import { createRouter } from '../../trpc.ts';
import { get } from './get.ts';
import { list } from './list.ts';

export const containersRouter = createRouter({ list, get });
