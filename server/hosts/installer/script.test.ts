import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { installerScript, refusalScript } from './script.ts';

const SCRIPT = installerScript({
  image: 'drover/agent:0.1.0',
  serverUrl: 'http://10.0.0.1:8080',
  token: 'token-0123456789abcdef',
});

/** Stands in for the programs the script calls; `docker run` prints its arguments. */
const FAKE_DOCKER = `
docker() {
  case "$1 \${2:-}" in
    'image inspect') return 0 ;;
    'container inspect') return 1 ;;
    'run -d') shift; printf '<%s>' "$@" >&2 ;;
  esac
}
`;

function run(script: string, variables: Record<string, string> = {}) {
  const env: NodeJS.ProcessEnv = { ...process.env, ...variables };
  return spawnSync('sh', ['-s'], { input: script, encoding: 'utf8', env });
}

describe('the installer script', () => {
  it('is POSIX sh', () => {
    expect(spawnSync('sh', ['-n'], { input: SCRIPT, encoding: 'utf8' }).stderr).toBe('');
  });

  it('runs the very command that the console shows, with labels exactly as given', () => {
    const labels = "role=web&note=it's $HOME";
    const { status, stderr } = run(FAKE_DOCKER + SCRIPT, {
      CATTLE_HOST_LABELS: labels,
    });
    expect(status).toBe(0);
    expect(stderr).toBe(
      '<-d><--name><drover-agent><--restart=always><--privileged><--net=host><--pid=host>' +
        '<-v></var/run/docker.sock:/var/run/docker.sock><-v></var/lib/drover:/var/lib/drover>' +
        `<-e><CATTLE_HOST_LABELS=${labels}>` +
        '<drover/agent:0.1.0><http://10.0.0.1:8080/v1/scripts/token-0123456789abcdef>',
    );
  });

  it('says what is missing when Docker does not answer', () => {
    const { status, stderr } = run(`docker() { return 1; }\n${SCRIPT}`);
    expect([status, stderr]).toEqual([1, 'drover: Docker does not answer. Start it, or run this as root.\n']);
  });

  it('a refusal fails with its message, whatever is in it', () => {
    const { status, stderr } = run(refusalScript("it's $(false) over"));
    expect([status, stderr]).toEqual([1, "drover: it's $(false) over\n"]);
  });
});
