# Settings and the few helpers every part of the lab uses. Sourced by bin/lab.
# shellcheck shell=bash disable=SC2034

LAB_STATE=${DROVER_LAB_STATE:-/var/lib/drover-lab}
LAB_CACHE=${DROVER_LAB_CACHE:-$LAB_STATE/cache}
LAB_PREFIX=${DROVER_LAB_PREFIX:-drv} # of every network namespace, link and cgroup
LAB_NET=${DROVER_LAB_NET:-10.99.0}
LAB_SERVER=$LAB_NET.254
LAB_DNS=$LAB_NET.253
LAB_MAX_HOSTS=8

say() { printf '%s\n' "$*" >&2; }
die() {
  say "lab: $*"
  exit 1
}
need_root() { ((EUID == 0)) || die "this needs root: it makes namespaces and cgroups; run it with sudo"; }

# Centiseconds since boot in REPLY. The wall clock may jump (virtual machines do that), this one cannot.
monotonic() {
  local up
  read -r up _ </proc/uptime
  REPLY=$((10#${up/./}))
}

# wait_until SECONDS COMMAND… : returns as soon as COMMAND succeeds, fails after SECONDS
wait_until() {
  monotonic
  local deadline=$((REPLY + $1 * 100))
  shift
  until "$@"; do
    monotonic
    ((REPLY < deadline)) || return 1
    sleep 0.02
  done
}

# The number of a host given as 3, h3 or lab-h3, in REPLY.
host_number() {
  local given=${1:-}
  REPLY=${given#lab-}
  REPLY=${REPLY#h}
  [[ $REPLY =~ ^[1-9]$ && $REPLY -le $LAB_MAX_HOSTS ]] ||
    die "'$given' is not a host: give a number from 1 to $LAB_MAX_HOSTS"
}

# One change at a time. The descriptor belongs to this process alone: spawn closes it for daemons,
# otherwise a daemon would hold the lock for as long as it lives.
lock() {
  mkdir -p "$LAB_STATE"
  exec 9>"$LAB_STATE/lock"
  flock -w 120 9 || die "another bin/lab has held $LAB_STATE/lock for two minutes; see who with: fuser -v $LAB_STATE/lock"
}

# spawn CGROUP LOG COMMAND… : a daemon that outlives this call; its pid is in REPLY.
# It gets a clean environment (a proxy of the caller must not reach the engines) and no descriptor of the
# caller (a pipe held open by a daemon makes whoever reads from bin/lab wait for ever).
spawn() {
  local group=$1 log=$2
  shift 2
  (
    cgroup_enter "$group"
    for fd in "/proc/$BASHPID/fd"/*; do
      fd=${fd##*/}
      ((fd < 3)) || eval "exec $fd>&-"
    done
    cd / && exec </dev/null >>"$log" 2>&1
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 setsid "$@"
  ) &
  REPLY=$!
  disown "$REPLY"
}

# The last lines of a log, for error messages.
log_tail() { tail -n "${2:-4}" "$1" 2>/dev/null | cut -c1-400; }
