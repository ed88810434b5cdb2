# Failure injection. Each command returns when the effect is there, or says why it is not.
# shellcheck shell=bash

network_is_cut() { ! ip -n "$SWITCH" -o link show "$(switch_port "$1")" 2>/dev/null | grep -q '[<,]UP[,>]'; }
network_dead() { ! ping -c 1 -W 0.2 -q "$(host_address "$1")" >/dev/null 2>&1; }
network_lives() { ping -c 1 -W 0.2 -q "$(host_address "$1")" >/dev/null 2>&1; }

# Unplugs the switch side: the host sees its carrier gone, as with a pulled cable.
lab_cut() {
  need_live_host "${1:-}"
  lock
  ip -n "$SWITCH" link set "$(switch_port "$REPLY")" down
  wait_until 5 network_dead "$REPLY" || die "host $REPLY still answers though its port is down"
}

lab_heal() {
  need_live_host "${1:-}"
  lock
  network_heal "$REPLY"
}

network_heal() {
  local n=$1 port
  port=$(switch_port "$n")
  ip -n "$SWITCH" link set "$port" up
  in_switch nft delete table bridge "loss-$port" 2>/dev/null || true
  ip netns exec "$SWITCH" tc qdisc del dev "$port" root 2>/dev/null || true
  ip netns exec "$(host_netns "$n")" tc qdisc del dev eth0 root 2>/dev/null || true
  cgroup_frozen "$(host_group "$n")" || wait_until 5 network_lives "$n" || die "host $n does not answer a ping though its network is whole"
}

# On the switch, not in the host: an agent that rewrites the host's firewall cannot disturb it.
lab_loss() {
  need_live_host "${1:-}"
  local port percent=${2:-} chance
  port=$(switch_port "$REPLY")
  [[ $percent =~ ^([0-9]|[1-9][0-9]|100)$ ]] || die "say: bin/lab loss H PERCENT, from 0 to 100"
  lock
  in_switch nft delete table bridge "loss-$port" 2>/dev/null || true
  ((percent > 0)) || return 0
  # nftables takes no comparison that is always true
  chance="numgen random mod 100 < $percent"
  ((percent < 100)) || chance=''
  in_switch nft -f - <<NFT || die "this kernel's nftables cannot drop frames on a bridge; use bin/lab cut instead"
table bridge loss-$port {
  chain forward {
    type filter hook forward priority 0
    oifname "$port" $chance drop
    iifname "$port" $chance drop
  }
}
NFT
}

# partition H… : these hosts on one side, everybody else (the server, too) on the other. Both sides go on for themselves.
lab_partition() {
  local -a side=()
  local given
  if [[ ${1:-} != none ]]; then
    (($#)) || die "say: bin/lab partition H…, or: bin/lab partition none"
    for given in "$@"; do
      need_live_host "$given"
      side+=("\"$(switch_port "$REPLY")\"")
    done
  fi
  lock
  partition_end
  ((${#side[@]})) || return 0
  local ports
  ports=$(IFS=,; echo "${side[*]}")
  in_switch nft -f - <<NFT || die "this kernel's nftables cannot drop frames on a bridge; use bin/lab cut instead"
table bridge partition {
  chain forward {
    type filter hook forward priority 0
    iifname { $ports } oifname != { $ports } drop
    iifname != { $ports } oifname { $ports } drop
  }
}
NFT
}

partition_end() { in_switch nft delete table bridge partition 2>/dev/null || true; }

lab_delay() {
  need_live_host "${1:-}"
  [[ ${2:-} =~ ^[0-9]+$ ]] || die "say: bin/lab delay H MILLISECONDS"
  lock
  ip netns exec "$SWITCH" tc qdisc replace dev "$(switch_port "$REPLY")" root netem delay "${2}ms" 2>/dev/null ||
    die "this kernel has no netem (CONFIG_NET_SCH_NETEM), so it cannot delay packets; loss, rate and cut do not need it"
}

lab_rate() {
  need_live_host "${1:-}"
  [[ ${2:-} =~ ^[0-9]+[kmg]?bit$ ]] || die "say: bin/lab rate H RATE, for example 10mbit"
  lock
  ip netns exec "$SWITCH" tc qdisc replace dev "$(switch_port "$REPLY")" root tbf rate "$2" burst 64k latency 100ms
  ip netns exec "$(host_netns "$REPLY")" tc qdisc replace dev eth0 root tbf rate "$2" burst 64k latency 100ms
}

lab_engine() {
  need_live_host "${1:-}"
  local n=$REPLY
  lock
  ! cgroup_frozen "$(host_group "$n")" || die "host $n is frozen; bin/lab host $n thaw lets it go on"
  case ${2:-} in
    start | stop | kill | pause | resume) "engine_$2" "$n" ;;
    restart) engine_stop "$n" && engine_start "$n" ;;
    *) die "say: bin/lab engine $n kill|stop|start|restart|pause|resume" ;;
  esac
}

lab_host() {
  need_host "${1:-}"
  local n=$REPLY
  lock
  case ${2:-} in
    kill) host_kill "$n" ;;
    start)
      ! cgroup_frozen "$(host_group "$n")" || die "host $n is frozen; bin/lab host $n thaw lets it go on"
      host_start "$n"
      ;;
    restart) host_kill "$n" && host_start "$n" ;;
    freeze | thaw)
      host_alive "$n" || die "host $n is powered off; bin/lab host $n start switches it on"
      if [[ $2 == freeze ]]; then cgroup_freeze "$(host_group "$n")" yes; else cgroup_freeze "$(host_group "$n")" no; fi ||
        die "host $n did not $2 in 10 s"
      ;;
    *) die "say: bin/lab host $n kill|start|restart|freeze|thaw" ;;
  esac
}

lab_rm_container() {
  need_live_host "${1:-}"
  [[ -n ${2:-} ]] || die "say: bin/lab rm-container H NAME"
  local answer
  answer=$(timeout 30 docker -H "unix://$(engine_socket "$REPLY")" rm -f -v "$2" 2>&1) || die "host $REPLY: $answer"
  [[ $answer != *'No such container'* ]] || die "host $REPLY has no container $2"
}

lab_rm_agent() { lab_rm_container "${1:-}" drover-agent; }
