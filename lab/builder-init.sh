#!/bin/bash
# The first process of the builder's namespaces: gives build containers the machine's apt settings by way of a
# runc wrapper, starts the engine and reaps orphans. Killing it ends everything below.
# Arguments: the builder's state directory, the wrapper, the engine's command line.
set -euo pipefail

dir=$1 wrapper=$2
shift 2
mount -t proc proc /proc
mount -t tmpfs -o mode=700 lab-builder "$dir/exec"
# copies of other namespaces held here would keep them alive after their deletion
! mountpoint -q /run/netns || umount -R -l /run/netns
runc=$(readlink -f "$(command -v runc)")
touch "$dir/exec/runc"
mount --bind "$runc" "$dir/exec/runc"
cp "$wrapper" "$dir/exec/runc-wrapper"
chmod 755 "$dir/exec/runc-wrapper"
mount --bind "$dir/exec/runc-wrapper" "$runc"
export LAB_RUNC=$dir/exec/runc LAB_APT=$dir/apt
set +e
"$@" &
while :; do
  sleep infinity &
  wait $!
done
