# Images: lab/images/NAME/Dockerfile, built on one shared Debian base and pushed under the names Docker Hub has.
# shellcheck shell=bash

LAB_IMAGES="debian busybox node nginx haproxy redis mariadb wordpress web" # parents first

image_tags() {
  case $1 in
    debian) echo debian:bookworm-slim ;;
    node) echo node:24-bookworm-slim ;;
    web) echo web:v1 web:v2 web:v3 ;;
    *) echo "$1:latest" ;;
  esac
}

image_parent() {
  local from
  from=$(awk '$1 == "FROM" {print $2; exit}' "$LAB_HOME/images/$1/Dockerfile")
  [[ $from == scratch ]] || echo "${from%%:*}"
}

# Changes when anything the image is made from does: its files, how its context is made, its parent.
image_hash() {
  local parent
  parent=$(image_parent "$1")
  {
    find "$LAB_HOME/images/$1" -type f -printf '%P %m\n' -exec cat {} + | LC_ALL=C sort
    declare -f "context_$1" || true
    [[ -z $parent ]] || image_hash "$parent"
  } | sha256sum | cut -d' ' -f1
}

image_current() {
  local tag
  [[ $(cat "$LAB_CACHE/images/$1" 2>/dev/null) == $(image_hash "$1") ]] || return 1
  for tag in $(image_tags "$1"); do
    registry_has "$(repository_of "$tag")" || return 1
  done
}

# What of the named images, and of those they stand on, has to be built; parents first.
images_missing() {
  local name wanted=" $* " parent
  for name in "$@"; do
    [[ " $LAB_IMAGES " == *" $name "* ]] || die "there is no image '$name'; there are: $LAB_IMAGES"
    parent=$(image_parent "$name")
    [[ -z $parent || $wanted == *" $parent "* ]] || wanted+="$parent "
  done
  for name in $LAB_IMAGES; do
    [[ $wanted != *" $name "* ]] || image_current "$name" || echo "$name"
  done
}

lab_images() {
  local -a names
  (($#)) || read -ra names <<<"${LAB_IMAGES//$'\n'/ }"
  need_packages
  builder_lock
  services_up
  local missing
  missing=$(images_missing "${@:-${names[@]}}") || exit 1
  if [[ -z $missing ]]; then
    say "images are up to date in $(registry_address)"
    return
  fi
  need_build_packages
  builder_up
  # shellcheck disable=SC2086
  images_build $missing
}

# The base's packages and Node's download do not wait for each other; of the rest two are built at a time
# (this is a machine of few cores, and half of a build is waiting for packages).
images_build() {
  local name log=$LAB_CACHE/logs failed=$LAB_CACHE/logs/failed
  mkdir -p "$log" "$LAB_CACHE/contexts" "$LAB_CACHE/images"
  rm -f "$failed"
  [[ " $* " != *" node "* ]] || image_context node &
  [[ " $* " != *" debian "* ]] || image_build debian
  [[ " $* " != *" busybox "* ]] || image_build busybox
  wait
  for name in "$@"; do
    [[ $name != debian && $name != busybox && ! -e $failed ]] || continue
    while (($(jobs -rp | wc -l) >= 2)); do wait -n || true; done
    image_build "$name" &
  done
  wait
  # layers of images that were just replaced
  builder image prune -f >/dev/null || true
  [[ ! -e $failed ]] || die "not built: $(tr '\n' ' ' <"$failed"); run bin/lab images again to go on from there"
}

# Makes what a context has besides the files of its directory, when there is a recipe for it (contexts.sh).
image_context() {
  local name=$1 dir=$LAB_CACHE/contexts/$1
  [[ ! -e $dir.ready ]] || return 0
  rm -rf "$dir" && mkdir -p "$dir"
  cp -r "$LAB_HOME/images/$name/." "$dir/"
  if declare -F "context_$name" >/dev/null; then
    "context_$name" "$dir" >>"$LAB_CACHE/logs/$name.log" 2>&1 || return 1
  fi
  touch "$dir.ready"
}

image_build() {
  local name=$1 tag start log=$LAB_CACHE/logs/$1.log dir=$LAB_CACHE/contexts/$1
  monotonic
  start=$REPLY
  [[ -e $dir.ready ]] || : >"$log"
  if ! { image_context "$name" && image_build_tags "$name" "$dir" >>"$log" 2>&1; }; then
    echo "$name" >>"$LAB_CACHE/logs/failed"
    say "$name failed, $log says: $(log_tail "$log" 6)"
  else
    image_hash "$name" >"$LAB_CACHE/images/$name"
    monotonic
    say "$(printf '%-12s built and pushed in %d.%d s' "$name" $(((REPLY - start) / 100)) $(((REPLY - start) / 10 % 10)))"
  fi
  rm -rf "$dir" "$dir.ready"
}

image_build_tags() {
  local tag
  for tag in $(image_tags "$1"); do
    builder build -q --network host --build-arg TAG="${tag#*:}" -t "$tag" "$2" && push "$tag" || return 1
  done
}

lab_image() {
  local verb=${1:-}
  (($# == 0)) || shift
  case $verb in
    build) image_build_dir "$@" ;;
    save) image_save "$@" ;;
    *) die "say: bin/lab image build DIR TAG, or bin/lab image save TAG FILE" ;;
  esac
}

image_build_dir() {
  (($# >= 2)) || die "say: bin/lab image build DIR TAG [docker build options]"
  local dir=$1 tag=$2
  shift 2
  [[ -d $dir ]] || die "$dir is not a directory"
  need_packages
  builder_lock
  services_up
  builder_up
  builder build --network host "$@" -t "$tag" "$dir" >&2 || die "docker build of $dir failed, see above"
  push "$tag" || die "the push of $tag failed; see bin/lab logs registry"
  say "$tag is in $(registry_address)"
}

image_save() {
  (($# == 2)) || die "say: bin/lab image save TAG FILE"
  local tag=$1 file
  file=$(realpath -m "$2")
  need_packages
  builder_lock
  services_up
  builder_up
  builder image inspect "$tag" >/dev/null 2>&1 || builder pull -q "$tag" >/dev/null ||
    die "there is no image $tag in the lab; bin/lab images or bin/lab image build makes it"
  builder save "$tag" | gzip -1 >"$file.new" || die "could not write $file"
  mv "$file.new" "$file"
}
