# A disk of its own for a host's engine, small enough to be filled without harm to the machine. What the engine had
# before is not on it: a host gets its disk first and its agent afterwards.
# shellcheck shell=bash

DISK_FILLER=/var/lib/docker/drover-lab-filler

disk_image() { echo "$(host_dir "$1")/disk.img"; }

lab_disk() {
  need_host "${1:-}"
  local n=$REPLY
  lock
  case ${2:-} in
    fill) disk_fill "$n" ;;
    free) disk_free "$n" ;;
    none) disk_replace "$n" '' ;;
    *)
      [[ ${2:-} =~ ^[0-9]+[mg]$ ]] || die "say: bin/lab disk H SIZE|none|fill|free, SIZE for example 1g"
      disk_replace "$n" "$2"
      ;;
  esac
}

# disk_replace N SIZE : an empty size takes the disk away
disk_replace() {
  local n=$1 size=$2 was_alive=''
  ! host_alive "$n" || was_alive=yes
  host_kill "$n"
  rm -rf --one-file-system "$(disk_image "$n")"
  if [[ -n $size ]]; then
    truncate -s "$size" "$(disk_image "$n")"
    mkfs.ext4 -q -m 0 "$(disk_image "$n")" || die "no file system could be made in $(disk_image "$n")"
  fi
  [[ -z $was_alive ]] || host_start "$n"
}

need_disk() {
  [[ -e $(disk_image "$1") ]] || die "host $1 has no disk of its own; bin/lab disk $1 1g gives it one"
  host_alive "$1" || die "host $1 is powered off; bin/lab host $1 start switches it on"
}

disk_has_room() { (($(host_run "$1" stat -f -c '%a' /var/lib/docker) > 0)); }

disk_fill() {
  need_disk "$1"
  # it stops with an error when nothing is left, which is what is wanted
  host_run "$1" dd if=/dev/zero of="$DISK_FILLER" bs=1M oflag=append conv=notrunc status=none 2>/dev/null || true
  host_run "$1" dd if=/dev/zero of="$DISK_FILLER" bs=4k oflag=append conv=notrunc status=none 2>/dev/null || true
  ! disk_has_room "$1" || die "the disk of host $1 still has room"
}

disk_free() {
  need_disk "$1"
  host_run "$1" rm -f "$DISK_FILLER"
  disk_has_room "$1" || die "the disk of host $1 is full of something else: bin/lab sh $1 du -xsh /var/lib/docker/*"
}
