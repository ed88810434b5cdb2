# The Docker engine of a host: a real dockerd at its default paths inside the host, with a second socket that
# this machine reaches.
# shellcheck shell=bash

engine_socket() { echo "$(host_dir "$1")/run/docker.sock"; }
engine_log() { echo "$(host_dir "$1")/engine.log"; }
engine_answers() {
  [[ $(curl -s -m 1 --unix-socket "$(engine_socket "$1")" http://engine/_ping 2>/dev/null) == OK ]]
}

# The pid of dockerd as this machine counts; fails when none runs.
engine_pid() { cgroup_find "$(host_group "$1")/sys" dockerd; }
engine_gone() { ! engine_pid "$1" >/dev/null; }

# engine_in_state N LETTERS : is dockerd in one of these process states (T is stopped)
engine_in_state() {
  local pid stat
  pid=$(engine_pid "$1") && stat=$(cat "/proc/$pid/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  [[ $2 == *"${stat:0:1}"* ]]
}

engine_start() {
  local n=$1 dir
  dir=$(host_dir "$n")
  ! engine_in_state "$n" T || kill -CONT "$(engine_pid "$n")"
  if engine_gone "$n"; then
    rm -f "$(engine_socket "$n")"
    # a pid file left by a killed engine may name a process that lives
    host_run "$n" rm -f /run/docker.pid
    # shellcheck disable=SC2016,SC2046
    spawn "$(host_group "$n")/sys" "$(engine_log "$n")" \
      nsenter --target "$(host_pid "$n")" --mount --uts --ipc --net --pid -- \
      bash -c 'ulimit -n "$(ulimit -Hn)"; exec "$@"' dockerd dockerd \
      --host unix:///run/docker.sock --host unix:///run/drover-lab/docker.sock --pidfile /run/docker.pid \
      --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$(host_group "$n")/docker" \
      --registry-mirror "http://$(registry_address)" --insecure-registry "$(registry_address)" \
      $(cat "$dir/engine.options")
  fi
  wait_until 60 engine_answers "$n" ||
    die "engine $n does not answer; it logged: $(log_tail "$(engine_log "$n")")"
}

engine_stop() {
  local pid
  pid=$(engine_pid "$1") || return 0
  kill -CONT "$pid"
  kill -TERM "$pid"
  # containers get their ten seconds first
  wait_until 40 engine_gone "$1" || die "engine $1 did not stop in 40 s; bin/lab engine $1 kill ends it at once"
}

engine_kill() {
  local pid
  pid=$(engine_pid "$1") || return 0
  kill -9 "$pid"
  wait_until 10 engine_gone "$1" || die "engine $1 survived kill -9: pid $pid"
}

engine_pause() {
  local pid
  pid=$(engine_pid "$1") || die "engine $1 does not run; bin/lab engine $1 start starts it"
  kill -STOP "$pid"
  wait_until 5 engine_in_state "$1" T || die "engine $1 did not stop: pid $pid"
}

engine_resume() {
  local pid
  pid=$(engine_pid "$1") || die "engine $1 does not run; bin/lab engine $1 start starts it"
  kill -CONT "$pid"
  wait_until 30 engine_answers "$1" || die "engine $1 goes on but does not answer; see bin/lab logs $1"
}

lab_docker() {
  need_host "${1:-}"
  shift
  exec docker -H "unix://$(engine_socket "$REPLY")" "$@"
}

lab_logs() {
  local log
  case ${1:-} in
    dns | registry) log=$LAB_STATE/services/$1.log ;;
    builder) log=$LAB_STATE/builder/engine.log ;;
    *) need_host "${1:-}" && log=$(engine_log "$REPLY") ;;
  esac
  [[ -e $log ]] || die "nothing logged yet: $log does not exist"
  cat "$log"
}
