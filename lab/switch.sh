# The network between the hosts: a bridge in a network namespace of its own, so that neither the machine's
# firewall nor Docker's FORWARD rules there touch it. The machine has one port on it, the server's address.
# Hosts have no default route: nothing can leave the machine.
# shellcheck shell=bash

SWITCH=${LAB_PREFIX}sw
BRIDGE=${LAB_PREFIX}br
SERVER_LINK=${LAB_PREFIX}srv
SERVICES=$LAB_PREFIX/services # control group of resolver and registry

switch_port() { echo "${LAB_PREFIX}v$1"; }
in_switch() { nsenter --net="/run/netns/$SWITCH" "$@"; }
switch_exists() { [[ -e /run/netns/$SWITCH ]]; }

switch_up() {
  cgroup_make "$SERVICES"
  mkdir -p "$LAB_STATE/services"
  switch_exists || ip netns add "$SWITCH"
  in_switch sysctl -qw net.ipv6.conf.all.disable_ipv6=1 2>/dev/null || true
  # where bridge netfilter is loaded it would pass frames through iptables
  in_switch sysctl -qw net.bridge.bridge-nf-call-iptables=0 2>/dev/null || true
  ip -n "$SWITCH" link set lo up
  ip -n "$SWITCH" link show "$BRIDGE" >/dev/null 2>&1 || ip -n "$SWITCH" link add "$BRIDGE" type bridge forward_delay 0
  ip -n "$SWITCH" addr replace "$LAB_DNS/24" dev "$BRIDGE"
  ip -n "$SWITCH" link set "$BRIDGE" up
  server_link_up
  resolver_up
}

server_link_up() {
  if ! ip link show "$SERVER_LINK" >/dev/null 2>&1; then
    ! ip -o addr show | grep -qF " $LAB_NET." ||
      die "this machine already has an address in $LAB_NET.0/24; choose another network with DROVER_LAB_NET"
    ip -n "$SWITCH" link del "$(switch_port 254)" 2>/dev/null || true
    ip link add "$SERVER_LINK" type veth peer name "$(switch_port 254)" netns "$SWITCH"
  fi
  ip -n "$SWITCH" link set "$(switch_port 254)" master "$BRIDGE" up
  sysctl -qw "net.ipv6.conf.$SERVER_LINK.disable_ipv6=1" 2>/dev/null || true
  ip addr replace "$LAB_SERVER/24" dev "$SERVER_LINK"
  ip link set "$SERVER_LINK" up
}

# Names of the lab, as /etc/hosts has them. All numbers, so that nothing needs rewriting when the lab grows.
host_names() {
  local n
  echo "127.0.0.1 localhost"
  echo "$LAB_SERVER lab-server server.lab registry.lab"
  for ((n = 1; n <= LAB_MAX_HOSTS; n++)); do echo "$LAB_NET.$n lab-h$n h$n.lab"; done
}

# A resolver that answers every other name with NXDOMAIN at once. Without it each unknown name costs a
# five-second timeout, a pull of a missing image or a Swarm task among them.
resolver_up() {
  local dir=$LAB_STATE/services
  service_alive dns && return
  host_names >"$dir/hosts"
  spawn "$SERVICES" "$dir/dns.log" nsenter --net="/run/netns/$SWITCH" dnsmasq --keep-in-foreground --conf-file=/dev/null \
    --user=root --no-resolv --no-hosts --addn-hosts="$dir/hosts" --local=/#/ --listen-address="$LAB_DNS" --bind-interfaces --pid-file
  echo "$REPLY" >"$dir/dns.pid"
  wait_until 5 resolver_answers || die "the resolver did not start: $(log_tail "$dir/dns.log")"
}

resolver_answers() { service_alive dns && in_switch ss -Hlun "src $LAB_DNS:53" 2>/dev/null | grep -q .; }

service_alive() {
  local pid
  pid=$(cat "$LAB_STATE/services/$1.pid" 2>/dev/null) && cgroup_has "$SERVICES" "$pid"
}

switch_down() {
  cgroup_destroy "$SERVICES"
  ip link del "$SERVER_LINK" 2>/dev/null || true
  ! switch_exists || ip netns del "$SWITCH"
  rm -rf "$LAB_STATE/services"
}
