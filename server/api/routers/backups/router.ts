import { createRouter } from '../../trpc.ts';
import { check } from './check.ts';
import { configure } from './configure.ts';
import { create } from './create.ts';
import { overview } from './overview.ts';
import { remove } from './remove.ts';

export const backupsRouter = createRouter({ overview, create, check, remove, configure });
