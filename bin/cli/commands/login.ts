import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { createDroverClient } from '../../../server/client/index.ts';
import { configPath, loadConfig, saveConfig, serverAddress } from '../config.ts';
import { CliError } from '../failure.ts';
import { outputOf } from '../session.ts';

async function ask(question: string, hidden: boolean): Promise<string> {
  let muted = false;
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (!muted) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output: echo, terminal: process.stdin.isTTY });
  return new Promise((resolve, reject) => {
    lines.once('close', () => reject(new CliError('invalid-input', 'No answer was given.', 2)));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.removeAllListeners('close');
      lines.close();
      if (hidden) process.stderr.write('\n');
    });
    muted = hidden;
  });
}

interface LoginOptions {
  username?: string;
  passwordStdin?: boolean;
}

async function login(url: string, options: LoginOptions, command: Command): Promise<void> {
  const output = outputOf(command);
  const base = serverAddress(url);
  const username = options.username ?? (await ask('Username: ', false));
  const password = await ask(options.passwordStdin ? '' : 'Password: ', true);
  const client = createDroverClient({ url: base });
  const signedIn = await client.auth.signIn.mutate({ username, password, client: `CLI on ${hostname()}` });
  if (!signedIn.token)
    throw new CliError('internal', 'The server gave no key. Is it older than this command?');
  await saveConfig({ url: base, key: signedIn.token, environment: null });
  output.done(`Signed in to ${base} as ${signedIn.user.username}. Stored in ${configPath()}.`, {
    url: base,
    user: signedIn.user,
  });
}

async function logout(_options: unknown, command: Command): Promise<void> {
  const config = await loadConfig();
  await createDroverClient({ url: config.url, key: config.key }).auth.signOut.mutate();
  await saveConfig({ url: config.url, key: '', environment: null });
  outputOf(command).done(`Signed out of ${config.url}.`, { url: config.url });
}

export function addLogin(program: Command): void {
  program
    .command('login')
    .argument('<url>', 'address of the server, for example http://10.0.0.5:8080')
    .option('-u, --username <name>', 'asked for when not given')
    .option('--password-stdin', 'read the password from standard input')
    .description('sign in and remember it')
    .action(login);
  program.command('logout').description('end the session').action(logout);
}
