import { createRouter } from '../../trpc.ts';
import { accept } from './accept.ts';
import { dismiss } from './dismiss.ts';
import { distrust } from './distrust.ts';
import { overview } from './overview.ts';
import { plan } from './plan.ts';
import { trust } from './trust.ts';

export const recoveryRouter = createRouter({ overview, plan, accept, dismiss, trust, distrust });
