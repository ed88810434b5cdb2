import { createDroverClient } from '../../server/client/index.ts';

export type Client = ReturnType<typeof createDroverClient>;

export interface Administrator {
  readonly username: string;
  readonly password: string;
}

export interface SignedIn {
  readonly client: Client;
  readonly key: string;
  readonly environmentId: string;
}

/** First run when the server is new, sign-in when it is not; then the environment "Default" or the first there is. */
export async function signIn(url: string, administrator: Administrator): Promise<SignedIn> {
  const anonymous = createDroverClient({ url });
  const status = await anonymous.auth.status.query();
  if (status.needsSetup) await anonymous.auth.setup.mutate({ ...administrator, name: 'Administrator' });
  const { token } = await anonymous.auth.signIn.mutate({ ...administrator, client: 'lab' });
  if (token === null) throw new Error('The server gave a client no key.');
  const client = createDroverClient({ url, key: token });
  const environments = await client.environments.list.query();
  const environment = environments.find((one) => one.name === 'Default') ?? environments[0];
  if (!environment) throw new Error('The server has no environment.');
  return { client, key: token, environmentId: environment.id };
}
