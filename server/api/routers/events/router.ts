import { createRouter } from '../../trpc.ts';
import { list } from './list.ts';

export const eventsRouter = createRouter({ list });
