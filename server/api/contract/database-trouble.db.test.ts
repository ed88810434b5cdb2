import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorDetailOf } from '../../client/index.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

describe('trouble of the database', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi();
    await api.database.pool.query(
      `create function trouble() returns trigger language plpgsql as $$
       begin
         if new.description = 'end' then
           perform pg_terminate_backend(pg_backend_pid());
         end if;
         if new.description <> '' then raise exception 'could not extend file' using errcode = new.description; end if;
         return new;
       end $$`,
    );
    await api.database.pool.query(
      `create trigger trouble before insert or update on "Stack" for each row execute function trouble()`,
    );
  });
  afterAll(() => api.close());

  async function refusal(description: string) {
    const { admin, environmentId } = api;
    const call = admin.stacks.create.mutate({ environmentId, name: 'web', description });
    const error = await call.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return errorDetailOf(error);
  }

  it.each(['53100', '53200', '58030'])(
    '%s, no room or no answer from the disk: unavailable, what and where',
    async (code) => {
      expect(await refusal(code)).toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(/disk|memory/),
      });
    },
  );

  it.each(['end', '57P01'])('%s, the connection ended in the middle: unavailable', async (code) => {
    expect(await refusal(code)).toMatchObject({ code: 'unavailable' });
  });

  it('what was refused is not there', async () => {
    expect(await api.admin.stacks.list.query({ environmentId: api.environmentId })).toEqual([]);
  });

  it('another error of PostgreSQL is one of ours', async () => {
    expect(await refusal('22012')).toMatchObject({ code: 'internal' });
  });
});
