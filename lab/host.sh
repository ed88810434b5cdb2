# A lab host: network, mount, uts, ipc and pid namespaces of its own, a copy-on-write root over this machine's
# files and a control group. Killing its first process is a power cut: everything in it is gone at once.
# shellcheck shell=bash

host_dir() { echo "$LAB_STATE/hosts/$1"; }
host_group() { echo "$LAB_PREFIX/h$1"; }
host_netns() { echo "${LAB_PREFIX}h$1"; }
host_address() { echo "$LAB_NET.$1"; }
host_exists() { [[ -d $(host_dir "$1") ]]; }
host_pid() { cat "$(host_dir "$1")/run/init.pid" 2>/dev/null; }
host_alive() { cgroup_has "$(host_group "$1")/sys" "$(host_pid "$1")"; }

# Numbers of all hosts, running or powered off.
host_numbers() {
  local dir
  for dir in "$LAB_STATE"/hosts/*/; do
    [[ ! -d $dir ]] || basename "$dir"
  done | sort -n
}

need_host() {
  host_number "${1:-}"
  host_exists "$REPLY" || die "host $REPLY does not exist; bin/lab up-host $REPLY creates it"
}
need_live_host() {
  need_host "${1:-}"
  host_alive "$REPLY" || die "host $REPLY is powered off; bin/lab host $REPLY start switches it on"
}

# host_run N COMMAND… inside host N
host_run() {
  local n=$1
  shift
  nsenter --target "$(host_pid "$n")" --mount --uts --ipc --net --pid -- "$@"
}

# Files that make the host this host. The machine id is drawn once: it survives a power cut, not `down`.
host_create() {
  local n=$1 dir
  dir=$(host_dir "$n")
  mkdir -p "$dir"/{docker,drover,home,root,run,tmp,upper,work}
  chmod 1777 "$dir/tmp"
  [[ -s $dir/machine-id ]] || tr -d - </proc/sys/kernel/random/uuid >"$dir/machine-id"
  host_names >"$dir/hosts"
  if [[ ! -e $dir/engine.options ]]; then
    [[ ${DROVER_LAB_LIVE_RESTORE:-} != 1 ]] || printf -- --live-restore >"$dir/engine.options"
    touch "$dir/engine.options"
  fi
}

host_network_up() {
  local n=$1 netns port
  netns=$(host_netns "$n") port=$(switch_port "$n")
  [[ -e /run/netns/$netns ]] || ip netns add "$netns"
  if ! ip -n "$netns" link show eth0 >/dev/null 2>&1; then
    ip -n "$SWITCH" link del "$port" 2>/dev/null || true
    ip link add "$port" netns "$SWITCH" type veth peer name eth0 netns "$netns"
  fi
  ip -n "$SWITCH" link set "$port" master "$BRIDGE" up
  nsenter --net="/run/netns/$netns" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 2>/dev/null || true
  ip -n "$netns" link set lo up
  # the same address for ever, so that neighbours' caches stay right across a power cut
  ip -n "$netns" link set eth0 address "$(printf '02:99:00:00:00:%02x' "$n")"
  ip -n "$netns" addr replace "$(host_address "$n")/24" dev eth0
  ip -n "$netns" link set eth0 up
}

host_network_down() {
  # the port first: a namespace gives its links back some time after it was deleted
  ip -n "$SWITCH" link del "$(switch_port "$1")" 2>/dev/null || true
  [[ ! -e /run/netns/$(host_netns "$1") ]] || ip netns del "$(host_netns "$1")"
}

# Switches the host on (nothing to do when it is) and waits for its engine.
host_start() {
  local n=$1 dir
  dir=$(host_dir "$n")
  host_create "$n"
  if ! host_alive "$n"; then
    rm -f "$dir"/run/*
    cgroup_make "$(host_group "$n")/sys"
    host_network_up "$n"
    spawn "$(host_group "$n")/sys" "$dir/init.log" nsenter --net="/run/netns/$(host_netns "$n")" \
      unshare --mount --uts --ipc --pid --fork --propagation private \
      "$LAB_HOME/host-init.sh" "lab-h$n" "$dir" "$LAB_STATE" "$LAB_DNS"
    wait_until 10 host_alive "$n" || die "host $n did not start: $(log_tail "$dir/init.log")"
  fi
  engine_start "$n"
}

# Power off: no process gets a chance to say goodbye, the network port goes dark.
host_kill() {
  local n=$1
  ! host_alive "$n" || {
    ! cgroup_frozen "$(host_group "$n")" || cgroup_freeze "$(host_group "$n")" no
    kill -9 "$(host_pid "$n")"
  }
  cgroup_destroy "$(host_group "$n")"
  host_network_down "$n"
  rm -f "$(host_dir "$n")"/run/*
}

# Takes the host away for good, with its images, containers and volumes.
host_remove() {
  host_kill "$1"
  rm -rf --one-file-system "$(host_dir "$1")"
}

lab_sh() {
  need_live_host "${1:-}"
  local n=$REPLY
  shift
  (($#)) || set -- bash
  exec nsenter --target "$(host_pid "$n")" --mount --uts --ipc --net --pid -- "$@"
}
