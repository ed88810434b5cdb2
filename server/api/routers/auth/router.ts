import { createRouter } from '../../trpc.ts';
import { changePassword } from './change-password.ts';
import { setup } from './setup.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { status } from './status.ts';

export const authRouter = createRouter({ status, setup, signIn, signOut, changePassword });
