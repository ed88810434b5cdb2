import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, startTestApi, type TestApi } from '../testing/test-api.ts';

describe('backups over the API', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it('NoPassphrase_Overview says what to do, and nothing is made', async () => {
    const overview = await api.admin.backups.overview.query();

    expect(overview).toMatchObject({ ready: false, nextAt: null, running: false, backups: [] });
    expect(overview.howTo).toContain('DROVER_BACKUP_PASSPHRASE_FILE');
    expect((await refusalOf(api.admin.backups.create.mutate())).code).toBe('not-allowed-in-state');
  });

  it('Settings_Configured are what the overview says, and are in the audit', async () => {
    expect((await api.admin.backups.overview.query()).settings).toEqual({ everyHours: 24, keep: 7 });
    const configured = await api.admin.backups.configure.mutate({ everyHours: 6, keep: 3 });

    expect(configured.settings).toEqual({ everyHours: 6, keep: 3 });
    const { rows } = await api.database.pool.query(
      `select input from "Audit" where procedure = 'backups.configure'`,
    );
    expect(rows).toEqual([{ input: { everyHours: 6, keep: 3 } }]);
  });

  it.each([
    [{ everyHours: -1, keep: 3 }, 'everyHours'],
    [{ everyHours: 6, keep: 0 }, 'keep'],
    [{ everyHours: 6.5, keep: 3 }, 'everyHours'],
  ])('refuses the settings %j by the field', async (settings, field) => {
    expect(await refusalOf(api.admin.backups.configure.mutate(settings))).toEqual({
      code: 'invalid-input',
      field,
    });
  });

  it.each(['../../etc/passwd', 'drover-20261121T143000Z.backup/../x', 'passwd'])(
    'refuses %s as a name, so that no other file can be reached',
    async (name) => {
      expect((await refusalOf(api.admin.backups.remove.mutate({ name }))).code).toBe('invalid-input');
      expect((await refusalOf(api.admin.backups.check.mutate({ name }))).code).toBe('invalid-input');
    },
  );

  it('NameUnknown_Remove is refused', async () => {
    const name = 'drover-20261121T143000Z.backup';
    expect((await refusalOf(api.admin.backups.remove.mutate({ name }))).code).toBe('not-found');
  });
});
