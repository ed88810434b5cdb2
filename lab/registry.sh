# The registry: holds every image the lab needs and is each engine's mirror, so that Docker Hub names resolve
# without the internet. Its files stay in the cache when the lab is taken down.
# shellcheck shell=bash

registry_port() { cat "$LAB_STATE/services/registry.port" 2>/dev/null || echo 5000; }
registry_address() { echo "$LAB_SERVER:$(registry_port)"; }
registry_answers() { service_alive registry && curl -sf -m 2 --noproxy '*' "http://$(registry_address)/v2/" >/dev/null; }

registry_up() {
  local dir=$LAB_STATE/services
  registry_answers && return
  mkdir -p "$LAB_CACHE/registry"
  free_port >"$dir/registry.port.new" && mv "$dir/registry.port.new" "$dir/registry.port"
  cat >"$dir/registry.yml" <<YML
version: 0.1
log: { level: warn, accesslog: { disabled: true } }
storage:
  filesystem: { rootdirectory: $LAB_CACHE/registry }
  delete: { enabled: true }
http: { addr: "$(registry_address)" }
YML
  spawn "$SERVICES" "$dir/registry.log" env OTEL_TRACES_EXPORTER=none docker-registry serve "$dir/registry.yml"
  echo "$REPLY" >"$dir/registry.pid"
  wait_until 10 registry_answers || die "the registry did not start: $(log_tail "$dir/registry.log")"
}

# 5000, unless a registry of the machine itself listens there on every address. Engines are told the port
# when they start, so a running lab keeps the one it has.
free_port() {
  local port
  for port in "$(registry_port)" 5000 5001 5002 5003; do
    ss -Hltn "sport = :$port" | awk '{print $4}' | grep -qE "^(\*|0\.0\.0\.0|\[::\]|$LAB_SERVER):$port\$" || { echo "$port"; return; }
  done
  die "ports 5000 to 5003 are taken on this machine (ss -ltnp shows by whom); stop one of them"
}

# registry_has NAME:TAG, the name as the registry has it (library/nginx)
registry_has() {
  curl -sf -m 5 --noproxy '*' -o /dev/null -I -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
    "http://$(registry_address)/v2/${1%:*}/manifests/${1##*:}"
}

# nginx:latest is library/nginx:latest in a registry, drover/agent:1 is itself; without a tag it is latest.
repository_of() {
  local name=$1
  [[ ${name##*/} == *:* ]] || name=$name:latest
  [[ $name == */* ]] || name=library/$name
  echo "$name"
}
