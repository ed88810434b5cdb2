import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { enrolmentCommands } from './enrolment-commands.ts';

const PARTS = { serverUrl: 'http://10.0.0.5:8080', token: 'TOKEN', labels: {}, version: '1.2.3' };

test('the command is the one the design shows', () => {
  const { dockerCommand, installerCommand } = enrolmentCommands({
    ...PARTS,
    labels: { foo: 'bar', hello: 'world' },
  });
  expect(dockerCommand).toBe(
    'docker run -d --name drover-agent --restart=always --privileged --net=host --pid=host ' +
      '-v /var/run/docker.sock:/var/run/docker.sock -v /var/lib/drover:/var/lib/drover ' +
      "-e CATTLE_HOST_LABELS='foo=bar&hello=world' drover/agent:1.2.3 http://10.0.0.5:8080/v1/scripts/TOKEN",
  );
  expect(installerCommand).toBe(
    "curl -fsSL http://10.0.0.5:8080/v1/scripts/TOKEN | CATTLE_HOST_LABELS='foo=bar&hello=world' sh",
  );
});

test('without labels nothing is said of them', () => {
  const { dockerCommand, installerCommand } = enrolmentCommands({
    ...PARTS,
    serverUrl: 'https://d.example/',
  });
  expect(dockerCommand).not.toContain('CATTLE_HOST_LABELS');
  expect(installerCommand).toBe('curl -fsSL https://d.example/v1/scripts/TOKEN | sh');
});

test.each(["it's; rm -rf /", '$(touch /tmp/x) `id`', 'a&b=c %27 ünïcode\n"'])(
  'a shell passes the label value %j on as it was written',
  (value) => {
    const { installerCommand } = enrolmentCommands({ ...PARTS, labels: { note: value } });
    const assignment =
      installerCommand.split(' | ')[1]?.replace(/ sh$/, ' printenv CATTLE_HOST_LABELS') ?? '';
    const seen = execFileSync('/bin/sh', ['-c', assignment], { encoding: 'utf8' }).trim();
    expect(new URLSearchParams(seen.replaceAll('+', '%2B')).get('note')).toBe(value);
  },
);

test("a server's address cannot run anything either", () => {
  const { dockerCommand } = enrolmentCommands({ ...PARTS, serverUrl: "http://a$(id);'b.example/x y" });
  expect(dockerCommand).toMatch(/ 'http:\/\/a\$\(id\);'\\''b\.example\/x%20y\/v1\/scripts\/TOKEN'$/);
});
