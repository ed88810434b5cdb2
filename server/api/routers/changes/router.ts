import { createRouter } from '../../trpc.ts';
import { watch } from './watch.ts';

export const changesRouter = createRouter({ watch });
