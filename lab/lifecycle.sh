# Up and down: what belongs together, in order.
# shellcheck shell=bash

# Switch, resolver and registry, held by the lock only while they are started.
services_up() {
  lock
  switch_up
  registry_up
  exec 9>&-
}

lab_up() {
  local wanted=${1:-3} n
  host_number "$wanted"
  wanted=$REPLY
  need_packages
  lock
  switch_up
  partition_end
  registry_up
  hosts_up $(seq "$wanted")
  lab_status
}

lab_up_host() {
  host_number "${1:-}"
  need_packages
  lock
  switch_up
  registry_up
  hosts_up "$REPLY"
  lab_status
}

lab_add() {
  local n
  for ((n = 1; n <= LAB_MAX_HOSTS; n++)); do
    host_exists "$n" || {
      lab_up_host "$n"
      return
    }
  done
  die "there are $LAB_MAX_HOSTS hosts already, the most this lab has addresses for"
}

# All at once: most of a start is waiting.
hosts_up() {
  local n pid failed=0
  local -a pids=()
  for n in "$@"; do
    host_repair "$n" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
  ((failed == 0)) || exit 1
}

# Whatever was done to the host: afterwards it runs and is reachable.
host_repair() {
  local n=$1
  if host_alive "$n"; then
    ! cgroup_frozen "$(host_group "$n")" || cgroup_freeze "$(host_group "$n")" no
    ! engine_in_state "$n" T || engine_resume "$n"
    network_heal "$n"
  fi
  host_start "$n"
}

lab_down() {
  local purge='' n
  case ${1:-} in
    --purge) purge=yes ;;
    '') ;;
    *) die "down knows only --purge" ;;
  esac
  [[ -d $LAB_STATE ]] || { say "down: there is no lab"; return; }
  builder_lock
  lock
  builder_down
  for n in $(host_numbers); do host_remove "$n" & done
  wait
  switch_down
  cgroup_destroy "$LAB_PREFIX"
  rm -rf "$LAB_STATE/hosts"
  [[ -z $purge ]] || rm -rf --one-file-system "$LAB_CACHE" "$LAB_STATE"
  leftovers
}

# Names what should not be there any more; fails when there is anything.
leftovers() {
  local left=0 line
  while read -r line; do
    [[ -z $line ]] || { say "left: $line"; left=1; }
  done < <(
    find /run/netns -maxdepth 1 -name "$LAB_PREFIX*" -printf 'network namespace %f\n' 2>/dev/null
    ip -o link | awk -F': ' -v p="$LAB_PREFIX" 'index($2, p) == 1 {print "link " $2}'
    find /sys/fs/cgroup -maxdepth 2 -name "$LAB_PREFIX" -printf 'control group %p\n'
    awk -v p="$LAB_STATE/" 'index($5, p) == 1 {print "mount " $5}' /proc/self/mountinfo
    find "$LAB_STATE/hosts" "$LAB_STATE/services" "$LAB_STATE/builder" -maxdepth 0 -printf 'directory %p\n' 2>/dev/null
  )
  ((left == 0)) || die "down left the above behind; end what holds it (fuser -vm $LAB_STATE) and run bin/lab down again"
  if [[ -d $LAB_CACHE ]]; then
    say "down: nothing runs; $(du -sh "$LAB_CACHE" | cut -f1) of images stay in $LAB_CACHE (bin/lab down --purge drops them)"
  else
    say "down: nothing is left"
  fi
}
