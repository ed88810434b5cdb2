# What runs, for people and for programs.
# shellcheck shell=bash

# One word: running, or the first thing that is wrong with the host.
host_state() {
  local n=$1
  if ! host_alive "$n"; then
    echo off
  elif cgroup_frozen "$(host_group "$n")"; then
    echo frozen
  elif network_is_cut "$n"; then
    echo cut
  elif engine_gone "$n"; then
    echo engine-down
  elif engine_in_state "$n" T; then
    echo engine-paused
  elif ! engine_answers "$n"; then
    echo engine-silent
  else
    echo running
  fi
}

status_json() {
  local n registry=null server=null
  ! registry_answers || registry="\"$(registry_address)\""
  ! switch_exists || server="\"$LAB_SERVER\""
  for n in $(host_numbers); do
    jq -n --arg name "lab-h$n" --argjson number "$n" --arg address "$(host_address "$n")" \
      --arg dockerHost "unix://$(engine_socket "$n")" --arg state "$(host_state "$n")" '$ARGS.named'
  done | jq -s --argjson registry "$registry" --argjson server "$server" '{hosts: ., registry: $registry, server: $server}'
}

lab_status() {
  local name address state socket
  command -v jq >/dev/null || die "jq is missing; bin/lab up installs it"
  if [[ ${1:-} == --json ]]; then
    status_json
    return
  fi
  status_json | jq -r 'if .server == null and .hosts == [] then "no lab; bin/lab up starts one" else
    (.hosts[] | "\(.name)\t\(.address)\t\(.state)\t\(.dockerHost)"),
    "server\t\(.server // "down")", "registry\t\(.registry // "down")" end' |
    while IFS=$'\t' read -r name address state socket; do
      printf '%-10s%-18s%-15s%s\n' "$name" "$address" "$state" "$socket"
    done
}
