interface InstallerSubject {
  readonly image: string;
  /** Already checked to hold nothing a shell would act on. */
  readonly serverUrl: string;
  readonly token: string;
}

/** Quoted for sh; the parts are of a kind that holds no quote, and one that did would still stay inside. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What `curl … | sh` runs on a host. POSIX sh, because that is all a host can be trusted to have. */
export function installerScript({ image, serverUrl, token }: InstallerSubject): string {
  return `#!/bin/sh
# Makes this machine a Drover host: loads the agent's image and starts the agent.
set -eu

IMAGE=${quoted(image)}
SERVER=${quoted(serverUrl)}
TOKEN=${quoted(token)}

say() { printf 'drover: %s\\n' "$*"; }
fail() { printf 'drover: %s\\n' "$*" >&2; exit 1; }

fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl -fsS -H "Authorization: Bearer $TOKEN" -o "$2" "$1"
  elif command -v wget >/dev/null 2>&1; then
    wget -q --header "Authorization: Bearer $TOKEN" -O "$2" "$1"
  else
    fail 'curl or wget is needed to fetch the agent.'
  fi
}

load_image() {
  if docker image inspect "$IMAGE" >/dev/null 2>&1; then
    return
  fi
  say "Pulling $IMAGE ..."
  if docker pull "$IMAGE" >/dev/null 2>&1; then
    return
  fi
  say 'It cannot be pulled from here; asking the server for it ...'
  FILE=$(mktemp) || fail 'No temporary file could be made.'
  trap 'rm -f "$FILE"' EXIT INT TERM
  fetch "$SERVER/v1/agent/image" "$FILE" || fail "The server did not give out $IMAGE. Its log says why."
  docker load -i "$FILE" >/dev/null || fail 'The image that the server gave out could not be loaded.'
  docker image inspect "$IMAGE" >/dev/null 2>&1 || fail "The server gave out another image than $IMAGE."
}

command -v docker >/dev/null 2>&1 || fail 'Docker is not installed. Install it, then run this again.'
docker info >/dev/null 2>&1 || fail 'Docker does not answer. Start it, or run this as root.'

load_image

if docker container inspect drover-agent >/dev/null 2>&1; then
  say 'Replacing the agent that is here. Containers are not touched.'
  docker rm -f drover-agent >/dev/null
fi

set -- -d --name drover-agent --restart=always --privileged --net=host --pid=host \\
  -v /var/run/docker.sock:/var/run/docker.sock -v /var/lib/drover:/var/lib/drover
if [ -n "\${CATTLE_HOST_LABELS:-}" ]; then
  set -- "$@" -e "CATTLE_HOST_LABELS=$CATTLE_HOST_LABELS"
fi
if [ -n "\${CATTLE_AGENT_IP:-}" ]; then
  set -- "$@" -e "CATTLE_AGENT_IP=$CATTLE_AGENT_IP"
fi
if [ -n "\${CA_FINGERPRINT:-}" ]; then
  set -- "$@" -e "CA_FINGERPRINT=$CA_FINGERPRINT"
fi

docker run "$@" "$IMAGE" "$SERVER/v1/scripts/$TOKEN" >/dev/null || fail 'The agent could not be started.'
say "The agent runs. This host appears in the console within seconds; if it does not: docker logs drover-agent"
`;
}

/** A script too, so that \`curl | sh\` without -f still says what is wrong. */
export function refusalScript(message: string): string {
  return `#!/bin/sh\nprintf 'drover: %s\\n' ${quoted(message)} >&2\nexit 1\n`;
}
