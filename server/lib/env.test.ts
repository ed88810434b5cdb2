import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EnvError, parseEnv } from './env.ts';

describe('parseEnv', () => {
  it('needs nothing: one process, its own database, port 8080', () => {
    expect(parseEnv({})).toEqual({
      databaseUrl: null,
      dataDir: resolve('data'),
      port: 8080,
      bind: '0.0.0.0',
      roles: ['web', 'worker'],
      publicUrl: null,
      heartbeatMs: 5_000,
      disconnectAfterMs: 60_000,
      trustProxy: false,
      dev: false,
      backup: { directory: resolve('data/backups'), passphrase: null, passphraseFile: null },
    });
  });

  it('counts an empty variable as absent, as `docker run -e NAME=` leaves it', () => {
    expect(parseEnv({ DATABASE_URL: '', DROVER_PORT: '' })).toMatchObject({ databaseUrl: null, port: 8080 });
  });

  it('takes the slash off the public address, so that paths can be put behind it', () => {
    expect(parseEnv({ DROVER_PUBLIC_URL: 'https://drover.example.com/' }).publicUrl).toBe(
      'https://drover.example.com',
    );
  });

  it('takes PostgreSQL by socket as well as by host', () => {
    const url = 'postgresql://drover@localhost/drover?host=%2Frun%2Fpostgresql';
    expect(parseEnv({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it('keeps backups beside the data unless told where, and takes the passphrase itself before its file', () => {
    const given = { DROVER_BACKUP_PASSPHRASE_FILE: '/run/secrets/passphrase' };
    expect(parseEnv({ ...given, DROVER_DATA_DIR: '/srv/drover' }).backup).toEqual({
      directory: '/srv/drover/backups',
      passphrase: null,
      passphraseFile: '/run/secrets/passphrase',
    });
    const both = { ...given, DROVER_BACKUP_DIR: '/mnt/b', DROVER_BACKUP_PASSPHRASE: 'correct horse battery' };
    expect(parseEnv(both).backup).toEqual({
      directory: '/mnt/b',
      passphrase: 'correct horse battery',
      passphraseFile: null,
    });
  });

  it('splits roles', () => {
    expect(parseEnv({ DROVER_ROLES: ' worker ,worker' }).roles).toEqual(['worker']);
  });

  it.each([
    ['DROVER_PORT', '80800'],
    ['DROVER_PORT', 'web'],
    ['DROVER_ROLES', 'web,king'],
    ['DROVER_ROLES', ','],
    ['DATABASE_URL', 'mysql://localhost/drover'],
    ['DROVER_PUBLIC_URL', 'drover.example.com'],
    ['DROVER_HEARTBEAT_MS', '5s'],
    ['DROVER_TRUST_PROXY', 'yes'],
    ['DROVER_BACKUP_PASSPHRASE', 'too short'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(EnvError);
    expect(() => parseEnv({ [name]: value })).toThrow(name);
  });
});
