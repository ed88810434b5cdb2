# Control groups: everything a lab host runs lives under PREFIX/hN, so it can be found, frozen and removed as one.
# Works with version 1, hybrid and version 2 hierarchies.
# shellcheck shell=bash

CGROUPS=/sys/fs/cgroup

cgroup_unified() { [[ -e $CGROUPS/cgroup.controllers ]]; }

# Every hierarchy a process has to be moved in, one directory a line.
cgroup_roots() {
  local root
  if cgroup_unified; then
    echo "$CGROUPS"
    return
  fi
  for root in "$CGROUPS"/*/; do
    root=${root%/}
    [[ ! -L $root && -e $root/cgroup.procs ]] && echo "$root"
  done
  true
}

# The hierarchy that is asked who is a member; version 1 moves a process into all of them alike.
cgroup_primary() {
  local root
  cgroup_unified && { echo "$CGROUPS"; return; }
  for root in pids freezer memory systemd; do
    [[ -e $CGROUPS/$root/cgroup.procs ]] && { echo "$CGROUPS/$root"; return; }
  done
  die "no control groups in $CGROUPS: mount them (on Debian: systemd does, or the package cgroupfs-mount)"
}

cgroup_make() {
  local root level part
  for root in $(cgroup_roots); do
    level=$root
    for part in ${1//\// }; do
      cgroup_delegate "$level"
      mkdir -p "$level/$part" 2>/dev/null || true
      # an empty cpuset refuses every process
      if [[ -e $level/$part/cpuset.mems && $root != "$CGROUPS" && -z $(<"$level/$part/cpuset.mems") ]]; then
        cat "$level/cpuset.cpus" >"$level/$part/cpuset.cpus"
        cat "$level/cpuset.mems" >"$level/$part/cpuset.mems"
      fi
      level=$level/$part
    done
  done
}

# Version 2: a group's children have only the controllers it hands down.
cgroup_delegate() {
  local controller
  cgroup_unified || return 0
  for controller in cpu cpuset memory pids io; do
    echo "+$controller" >"$1/cgroup.subtree_control" 2>/dev/null || true
  done
}

cgroup_enter() {
  local root
  for root in $(cgroup_roots); do
    echo "$BASHPID" >"$root/$1/cgroup.procs" 2>/dev/null || true
  done
}

cgroup_exists() { [[ -d $(cgroup_primary)/$1 ]]; }

# Pids in the group and below.
cgroup_pids() { find "$(cgroup_primary)/$1" -name cgroup.procs -exec cat {} + 2>/dev/null || true; }

# cgroup_has GROUP PID : is it one of ours? A bare pid file may name a stranger after a reboot.
cgroup_has() { [[ -n $2 ]] && grep -qx "$2" "$(cgroup_primary)/$1/cgroup.procs" 2>/dev/null; }

# The pid of the process called NAME in the group itself; fails when there is none.
cgroup_find() {
  local pid name
  while read -r pid; do
    read -r name 2>/dev/null <"/proc/$pid/comm" || continue
    [[ $name != "$2" ]] || { echo "$pid"; return 0; }
  done < <(cat "$(cgroup_primary)/$1/cgroup.procs" 2>/dev/null)
  return 1
}

# cgroup_freeze GROUP yes|no, until it is true
cgroup_freeze() {
  local group=$1 word=THAWED bit=0
  [[ $2 == yes ]] && word=FROZEN bit=1
  if cgroup_unified; then
    echo "$bit" >"$CGROUPS/$group/cgroup.freeze"
    wait_until 10 grep -qx "frozen $bit" "$CGROUPS/$group/cgroup.events"
  else
    [[ -e $CGROUPS/freezer/$group/freezer.state ]] || die "this kernel has no freezer cgroup: freeze and thaw cannot work here"
    echo "$word" >"$CGROUPS/freezer/$group/freezer.state"
    wait_until 10 grep -qx "$word" "$CGROUPS/freezer/$group/freezer.state"
  fi
}

cgroup_frozen() {
  if cgroup_unified; then
    grep -qx 'frozen 1' "$CGROUPS/$1/cgroup.events" 2>/dev/null
  else
    grep -qx 'FROZEN\|FREEZING' "$CGROUPS/freezer/$1/freezer.state" 2>/dev/null
  fi
}

# Ends every process of the group (all of them were started by the lab) and removes it.
cgroup_destroy() {
  cgroup_exists "$1" || return 0
  ! cgroup_frozen "$1" || cgroup_freeze "$1" no
  wait_until 20 cgroup_kill_once "$1" || say "lab: processes do not end: $(cgroup_pids "$1" | tr '\n' ' ')"
  wait_until 10 cgroup_remove_once "$1" || say "lab: control group $1 cannot be removed"
}

cgroup_kill_once() {
  local pids
  pids=$(cgroup_pids "$1")
  [[ -z $pids ]] && return 0
  # shellcheck disable=SC2086
  kill -9 $pids 2>/dev/null || true
  return 1
}

cgroup_remove_once() {
  local root left=0
  for root in $(cgroup_roots); do
    [[ -d $root/$1 ]] || continue
    find "$root/$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
    [[ ! -d $root/$1 ]] || left=1
  done
  return "$left"
}
