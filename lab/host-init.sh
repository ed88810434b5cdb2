#!/bin/bash
# The first process of a lab host: builds its view of the machine, then reaps orphans until it is killed.
# Arguments: hostname, the host's state directory, the lab's state directory, address of the resolver.
set -euo pipefail

# A private root: writes go to the host's own layer, the machine's files are only read. Whatever path a
# container or an agent binds is thereby the host's own, not shared with the machine or other hosts.
mount_root() {
  local root=$1 dir=$2 lab=$3
  mount -t overlay lab-root -o "lowerdir=/,upperdir=$dir/upper,workdir=$dir/work" "$root"
  # an overlay shows one file system; some machines keep /usr on another
  for path in /usr /opt; do
    ! mountpoint -q "$path" || mount --bind "$path" "$root$path"
  done
  mkdir -p "$root"/{dev,proc,sys,run,tmp,root,var/lib/docker,var/lib/drover,.machine}
  mount --rbind /dev "$root/dev"
  mount -t tmpfs -o mode=1777 lab-shm "$root/dev/shm"
  mount -t proc proc "$root/proc"
  # a new sysfs shows this network namespace's devices; the control groups come from the machine
  mount -t sysfs sysfs "$root/sys"
  mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
  mount -t tmpfs -o mode=755 lab-run "$root/run"
  mkdir -p "$root"/run/{lock,netns,drover-lab}
  mount --bind "$dir/run" "$root/run/drover-lab"
  # Docker's layers are an overlay themselves and need a plain file system below
  if [[ -e $dir/disk.img ]]; then
    mount -o loop "$dir/disk.img" "$root/var/lib/docker"
  else
    mount --bind "$dir/docker" "$root/var/lib/docker"
  fi
  mount --bind "$dir/drover" "$root/var/lib/drover"
  mount --bind "$dir/tmp" "$root/tmp"
  mount --bind "$dir/home" "$root/root"
  # the other hosts' disks are none of this host's business
  [[ ! -d $root$lab ]] || mount -t tmpfs -o ro,size=4k lab-hidden "$root$lab"
}

write_identity() {
  local root=$1 name=$2 dir=$3 dns=$4
  hostname "$name"
  # links into /run (systemd-resolved) would lead nowhere
  rm -f "$root"/etc/{hostname,hosts,resolv.conf,machine-id}
  echo "$name" >"$root/etc/hostname"
  echo "nameserver $dns" >"$root/etc/resolv.conf"
  cp "$dir/hosts" "$root/etc/hosts"
  cp "$dir/machine-id" "$root/etc/machine-id"
  # settings of an engine of the machine do not apply to this host's
  rm -rf "$root/etc/docker"
  mkdir -p "$root/etc/docker"
}

# runc refuses a privileged container when the machine itself lacks one of the capabilities; a wrapper then
# asks for those that exist. Fewer rights, never more.
fit_runc() {
  local root=$1 here=$2 runc bounding
  bounding=$(awk '/^CapBnd/ {print $2}' /proc/self/status)
  (((0x$bounding >> 24) & 1)) && return
  runc=$(readlink -f "$(command -v runc)")
  touch "$root/run/runc" "$root/run/runc-wrapper"
  mount --bind "$runc" "$root/run/runc"
  cp "$here/runc-host.sh" "$root/run/runc-wrapper"
  chmod 755 "$root/run/runc-wrapper"
  mount --bind "$root/run/runc-wrapper" "$root$runc"
}

main() {
  local name=$1 dir=$2 lab=$3 dns=$4 here root=$2/root pid
  here=$(dirname "$(readlink -f "$0")")
  # this /proc still counts as the machine does
  read -r pid _ </proc/self/stat
  mount_root "$root" "$dir" "$lab"
  write_identity "$root" "$name" "$dir" "$dns"
  fit_runc "$root" "$here"
  cd "$root"
  pivot_root . .machine
  cd /
  umount -l /.machine
  rmdir /.machine
  # containers may ask for shared or slave binds; both need a shared root, as systemd makes it
  mount --make-rshared /
  echo "$pid" >/run/drover-lab/init.pid.new
  mv /run/drover-lab/init.pid.new /run/drover-lab/init.pid
  set +e
  # bash collects every orphan that ends; the sleep only gives it something to wait for
  while :; do
    sleep infinity &
    wait $!
  done
}

main "$@"
