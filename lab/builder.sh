# The builder: an engine in the machine's own network, because builds need apt and npm. It has no bridge and
# writes no firewall rule, is started for a build and stopped after it; only its layers stay, in the cache.
# shellcheck shell=bash

BUILDER_GROUP=$LAB_PREFIX/builder
builder_socket() { echo "$LAB_STATE/builder/docker.sock"; }
builder_answers() {
  [[ $(curl -s -m 1 --unix-socket "$(builder_socket)" http://engine/_ping 2>/dev/null) == OK ]]
}

# Client settings of the machine's user (contexts, credential helpers, buildx) do not reach the builder.
builder() {
  DOCKER_CONFIG=$LAB_STATE/builder DOCKER_BUILDKIT=0 DOCKER_HOST='' \
    timeout "${BUILD_DEADLINE:-900}" docker -H "unix://$(builder_socket)" "$@"
}

# One build at a time; a second one waits for the first.
builder_lock() {
  mkdir -p "$LAB_CACHE"
  exec 8>"$LAB_CACHE/build.lock"
  flock -n 8 || {
    say "waiting for another build to end"
    flock -w 1200 8 || die "another bin/lab has been building for 20 minutes; see who with: fuser -v $LAB_CACHE/build.lock"
  }
}

builder_up() {
  local dir=$LAB_STATE/builder
  trap builder_down EXIT
  builder_down
  cgroup_make "$BUILDER_GROUP/sys"
  mkdir -p "$dir/exec" "$LAB_CACHE/builder"
  apt_settings "$dir/apt"
  spawn "$BUILDER_GROUP/sys" "$dir/engine.log" unshare --mount --pid --ipc --fork --propagation private \
    "$LAB_HOME/builder-init.sh" "$dir" "$LAB_HOME/runc-builder.sh" \
    dockerd --host "unix://$(builder_socket)" --data-root "$LAB_CACHE/builder" --exec-root "$dir/exec" --pidfile "$dir/exec/docker.pid" \
    --bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$BUILDER_GROUP/docker" \
    --registry-mirror "http://$(registry_address)" --insecure-registry "$(registry_address)"
  wait_until 60 builder_answers || die "the builder did not start: $(log_tail "$dir/engine.log")"
}

builder_pid() { cgroup_find "$BUILDER_GROUP/sys" dockerd; }
builder_gone() { ! builder_pid >/dev/null; }

# Ends the engine in good order, so that its layers stay readable.
builder_down() {
  local pid
  if pid=$(builder_pid); then
    kill -TERM "$pid" 2>/dev/null || true
    wait_until 20 builder_gone || say "lab: the builder did not stop in 20 s and is killed"
  fi
  cgroup_destroy "$BUILDER_GROUP"
  rm -rf --one-file-system "$LAB_STATE/builder"
}

# push LOCAL-NAME : to the lab's registry
push() {
  local target
  target=$(registry_address)/$(repository_of "$1")
  builder tag "$1" "$target" && BUILD_DEADLINE=300 builder push -q "$target" >/dev/null &&
    builder rmi --no-prune "$target" >/dev/null
}
