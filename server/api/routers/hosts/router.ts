import { createRouter } from '../../trpc.ts';
import { activate } from './activate.ts';
import { createEnrolmentToken } from './create-enrolment-token.ts';
import { deactivate } from './deactivate.ts';
import { enrolmentStatus } from './enrolment-status.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';
import { update } from './update.ts';

export const hostsRouter = createRouter({
  list,
  get,
  createEnrolmentToken,
  enrolmentStatus,
  update,
  activate,
  deactivate,
  remove,
});
