#!/bin/bash
# bin/lab test: proves what the lab promises, in a lab of its own (other prefix, network and state, the same
# image cache), so that one that is in use is not touched. Last line: N passed, N failed.
set -uo pipefail

HERE=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
DROVER_LAB_CACHE=${DROVER_LAB_CACHE:-${DROVER_LAB_STATE:-/var/lib/drover-lab}/cache}
DROVER_LAB_STATE=/var/lib/drover-lab-test
DROVER_LAB_PREFIX=drt
DROVER_LAB_NET=10.98.0
export DROVER_LAB_CACHE DROVER_LAB_STATE DROVER_LAB_PREFIX DROVER_LAB_NET
unset DROVER_LAB_LIVE_RESTORE
passed=0 failed=0

lab() { timeout 120 "$HERE/../bin/lab" "$@"; }
page() { curl -s -m 3 --noproxy '*' "http://$DROVER_LAB_NET.$1:8000/"; }
state() { [[ $(lab status --json | jq -r ".hosts[] | select(.number == $1).state") == "$2" ]]; }
reachable() { ping -c 2 -i 0.1 -W 0.5 -q "$DROVER_LAB_NET.$1" >/dev/null; }
answer() { lab docker "$1" version --format '{{.Server.Version}}' >/dev/null; }

# check WORDS FUNCTION : one line, and what the function said when it fails
check() {
  local said
  if said=$("$2" 2>&1); then
    passed=$((passed + 1)) && echo "ok    $1"
  else
    failed=$((failed + 1)) && echo "FAIL  $1" && printf '%s\n' "${said:-(no output)}" | tail -n 12 | sed 's/^/      /'
  fi
}

up_works() { lab up 3 && [[ $(lab status --json | jq '[.hosts[] | select(.state == "running")] | length') == 3 ]]; }
up_again_changes_nothing() {
  local before after
  before=$(cat "$DROVER_LAB_STATE"/hosts/*/run/init.pid) && lab up 3 && after=$(cat "$DROVER_LAB_STATE"/hosts/*/run/init.pid) &&
    [[ $before == "$after" ]]
}
docker_host_works() {
  local host
  host=$(lab status --json | jq -r '.hosts[1].dockerHost') && [[ $(docker -H "$host" info --format '{{.Name}}') == lab-h2 ]]
}
images_are_there() { lab images debian nginx web; }
pull_by_hub_name() { lab docker 1 pull -q nginx; }
missing_image_fails_soon() {
  local start=$SECONDS
  ! lab docker 1 pull -q there/is-none && ((SECONDS - start < 4))
}
container_answers() {
  lab docker 1 run -d --name web -p 8000:80 --restart=always nginx &&
    for _ in {1..100}; do page 1 | grep -q nginx && break || sleep 0.05; done && lab sh 1 curl -s -m 3 localhost:8000 | grep -q nginx
}
container_reaches_server_by_name() { lab docker 1 exec web getent hosts server.lab | grep -qF "$DROVER_LAB_NET.254"; }
hosts_reach_each_other() { lab sh 3 ping -c 1 -W 1 -q h1.lab; }
nothing_leaves() { [[ -z $(lab sh 1 ip route show default) ]]; }
cut_is_seen() { lab cut 1 && state 1 cut && ! reachable 1 && ! page 1; }
heal_is_seen() { lab heal 1 && state 1 running && reachable 1 && page 1 | grep -q nginx; }
loss_is_seen() {
  local lost
  lab loss 2 50 && lost=$(ping -c 100 -i 0.01 -W 1 -q "$DROVER_LAB_NET.2" | grep -oP '\d+(?=% packet loss)') &&
    echo "lost $lost %" && ((lost > 50 && lost < 95))
}
silent_partition() { lab loss 2 100 && ! reachable 2 && [[ $(lab sh 2 cat /sys/class/net/eth0/carrier) == 1 ]]; }
loss_is_healed() { lab heal 2 && ping -c 50 -i 0.01 -q "$DROVER_LAB_NET.2" | grep -q ' 0% packet loss'; }
disk_fills_and_frees() {
  lab disk 4 500m && lab disk 4 fill && ! lab docker 4 volume create full >/dev/null 2>&1 &&
    ! lab sh 4 dd if=/dev/zero of=/var/lib/docker/more bs=4k count=1 status=none 2>/dev/null &&
    lab disk 4 free && lab docker 4 volume create free >/dev/null && lab disk 4 none
}
partition_splits() {
  lab partition 2 3 && ! reachable 2 && reachable 1 &&
    lab sh 3 ping -c 1 -W 1 -q "$DROVER_LAB_NET.2" >/dev/null && ! lab sh 1 ping -c 1 -W 1 -q "$DROVER_LAB_NET.2" >/dev/null
}
partition_ends() { lab partition none && lab sh 1 ping -c 1 -W 2 -q "$DROVER_LAB_NET.2" >/dev/null; }
rate_and_heal() {
  lab rate 2 10mbit && lab sh 2 tc qdisc show dev eth0 | grep -q 'tbf.*10Mbit' && lab heal 2 && ! lab sh 2 tc qdisc show dev eth0 | grep -q tbf
}
pause_hangs_the_api() { lab engine 1 pause && state 1 engine-paused && ! timeout 1 "$HERE/../bin/lab" docker 1 ps && page 1 | grep -q nginx; }
resume_works() { lab engine 1 resume && answer 1; }
engine_kill_keeps_containers() { lab engine 1 kill && state 1 engine-down && ! answer 1 && page 1 | grep -q nginx; }
engine_start_works() { lab engine 1 start && state 1 running && answer 1; }
engine_restart_works() { lab engine 1 restart && answer 1; }
freeze_is_grey() { lab host 2 freeze && state 2 frozen && reachable 2 && ! timeout 1 "$HERE/../bin/lab" docker 2 ps; }
thaw_works() { lab host 2 thaw && state 2 running && answer 2; }
host_kill_is_a_power_cut() {
  lab host 1 kill && state 1 off && ! reachable 1 && ! page 1 && ! grep -rqs . "/sys/fs/cgroup/pids/$DROVER_LAB_PREFIX/h1"
}
host_start_brings_all_back() {
  local before
  before=$(cat "$DROVER_LAB_STATE/hosts/1/machine-id")
  lab host 1 start && for _ in {1..100}; do page 1 | grep -q nginx && break || sleep 0.05; done &&
    page 1 | grep -q nginx && [[ $(lab sh 1 cat /etc/machine-id) == "$before" ]]
}
agent() {
  lab docker "$1" run --rm --privileged --net=host --pid=host -v /var/run/docker.sock:/var/run/docker.sock \
    -v /var/lib/drover:/var/lib/drover debian:bookworm-slim sh -c "$2"
}
agent_lands_in_its_host() { [[ $(agent 2 'nsenter -t 1 -m -u -n hostname' | tail -n 1) == lab-h2 ]]; }
agent_may_change_the_network() { agent 2 'nsenter -t 1 -m -n ip link add drtest type bridge && nsenter -t 1 -m -n ip link del drtest'; }
machine_ids_differ() {
  local ids
  ids=$(for n in 1 2 3; do lab sh "$n" cat /etc/machine-id; done) && cat /etc/machine-id - <<<"$ids" 2>/dev/null | sort | uniq -d | wc -l | grep -qx 0 &&
    ! grep -qvE '^[0-9a-f]{32}$' <<<"$ids"
}
data_is_private() {
  agent 1 'echo one >/var/lib/drover/who' && agent 2 'echo two >/var/lib/drover/who' &&
    [[ $(lab sh 1 cat /var/lib/drover/who) == one && $(lab sh 2 cat /var/lib/drover/who) == two ]] &&
    ! grep -qsxE 'one|two' /var/lib/drover/who
}
any_bind_is_private() {
  lab docker 1 run --rm -v /srv/drover-lab-test:/data debian:bookworm-slim touch /data/file &&
    lab sh 1 test -e /srv/drover-lab-test/file && ! lab sh 2 test -e /srv/drover-lab-test && [[ ! -e /srv/drover-lab-test ]]
}
rm_container_works() { lab rm-container 1 web && ! lab docker 1 inspect web && ! lab rm-container 1 web; }
rm_agent_works() {
  lab docker 1 run -d --name drover-agent --restart=always web:v1 && lab rm-agent 1 && ! lab docker 1 inspect drover-agent
}
lab_grows() {
  local before
  before=$(cat "$DROVER_LAB_STATE/hosts/1/run/init.pid") && lab up 4 && state 4 running &&
    [[ $(cat "$DROVER_LAB_STATE/hosts/1/run/init.pid") == "$before" ]] && lab add && state 5 running
}
image_build_and_save() {
  local dir=$DROVER_LAB_STATE/build-test
  mkdir -p "$dir" && printf 'FROM busybox\nRUN echo built >/mark\n' >"$dir/Dockerfile" &&
    lab image build "$dir" test/mark:1 && [[ $(lab docker 3 run --rm test/mark:1 cat /mark | tail -n 1) == built ]] &&
    lab image save test/mark:1 "$dir/mark.tar.gz" && lab docker 2 load -q -i "$dir/mark.tar.gz"
}
build_leaves_no_engine() { [[ ! -e $DROVER_LAB_STATE/builder ]]; }
two_at_once() {
  local one two
  lab up 5 & one=$!
  lab up 5 & two=$!
  wait "$one" && wait "$two"
}
callers_pipe_ends() { [[ -n $(lab host 3 restart; echo end) ]]; }
wrong_words_are_explained() {
  local said
  said=$(lab cut 99 2>&1) && return 1
  [[ $said == *'from 1 to 8'* ]] && ! lab no-such-command && ! lab engine 1 explode
}
down_leaves_nothing() {
  lab docker 2 run -d --restart=always web:v1 && lab cut 3 && lab engine 4 pause && lab down && ! traces
}
down_again_is_quiet() { lab down && ! traces; }
new_lab_new_machines() {
  lab up 1 && [[ $(lab sh 1 cat /etc/machine-id) != "$old_id" ]] && ! lab sh 1 test -e /var/lib/drover/who && lab down && ! traces
}
live_restore_keeps_containers() {
  local before
  DROVER_LAB_LIVE_RESTORE=1 lab up 1 && lab docker 1 run -d --name web web:v1 &&
    before=$(lab docker 1 inspect -f '{{.State.Pid}}' web) && lab engine 1 restart &&
    [[ $(lab docker 1 inspect -f '{{.State.Pid}}' web) == "$before" ]] && lab down && ! traces
}

# Looks for the lab's traces without asking the lab; succeeds when there are any.
traces() {
  {
    ip netns list | grep "^$DROVER_LAB_PREFIX"
    ip -o link | grep -E "[0-9]: $DROVER_LAB_PREFIX"
    find /sys/fs/cgroup -maxdepth 2 -name "$DROVER_LAB_PREFIX*"
    grep -F " $DROVER_LAB_STATE/" /proc/self/mountinfo
    grep -lsF "$DROVER_LAB_STATE/" /proc/[0-9]*/cmdline
  } | grep .
}

finish() {
  lab down >/dev/null 2>&1 && rm -rf "$DROVER_LAB_STATE"
  echo "$passed passed, $failed failed"
}

main() {
  lab down >/dev/null 2>&1
  check 'up 3 starts three engines' up_works
  check 'up 3 again changes nothing' up_again_changes_nothing
  check 'dockerHost works with docker -H' docker_host_works
  check 'images are built, or there' images_are_there
  check 'a Docker Hub name is pulled through the mirror' pull_by_hub_name
  check 'a missing image fails at once' missing_image_fails_soon
  check 'a container answers on its host, from there and from the server' container_answers
  check 'a container finds the server by name' container_reaches_server_by_name
  check 'hosts reach each other' hosts_reach_each_other
  check 'there is no way out of the lab' nothing_leaves
  check 'cut: unreachable' cut_is_seen
  check 'heal: reachable, container serves' heal_is_seen
  check 'loss: packets go missing' loss_is_seen
  check 'loss 100: silent, carrier stays' silent_partition
  check 'heal clears loss' loss_is_healed
  check 'partition: two sides, each whole' partition_splits
  check 'partition none: one network' partition_ends
  check 'rate limits, heal clears it' rate_and_heal
  check 'engine pause: API hangs, container serves' pause_hangs_the_api
  check 'engine resume: API answers' resume_works
  check 'engine kill: API gone, container serves' engine_kill_keeps_containers
  check 'engine start: API answers' engine_start_works
  check 'engine restart: API answers' engine_restart_works
  check 'host freeze: answers pings, nothing else' freeze_is_grey
  check 'host thaw: goes on' thaw_works
  check 'host kill: all processes gone' host_kill_is_a_power_cut
  check 'host start: same machine, restart=always container back' host_start_brings_all_back
  check 'privileged container with host pids enters the lab host' agent_lands_in_its_host
  check 'privileged container changes the host network' agent_may_change_the_network
  check 'machine ids differ' machine_ids_differ
  check '/var/lib/drover is private to a host' data_is_private
  check 'so is any other path a container binds' any_bind_is_private
  check 'rm-container removes, and says when there is none' rm_container_works
  check 'rm-agent removes the agent' rm_agent_works
  check 'up 4 and add grow a running lab' lab_grows
  check 'image build reaches every host, image save loads' image_build_and_save
  check 'no builder lingers' build_leaves_no_engine
  check 'two ups at once' two_at_once
  check 'a daemon does not hold the pipe of its caller' callers_pipe_ends
  check 'disk: full to the last byte, free again' disk_fills_and_frees
  check 'wrong words are explained' wrong_words_are_explained
  old_id=$(cat "$DROVER_LAB_STATE/hosts/1/machine-id")
  check 'down leaves nothing, in the midst of faults' down_leaves_nothing
  check 'down again is a no-op' down_again_is_quiet
  check 'a new lab has new machines' new_lab_new_machines
  check 'live-restore, when asked for, keeps containers' live_restore_keeps_containers
}

trap finish EXIT
main
((failed == 0))
