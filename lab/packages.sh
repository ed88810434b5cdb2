# Debian packages the lab stands on, installed only when something is missing.
# shellcheck shell=bash

# command:package; a command that is there already (another Docker package, say) is left as it is
LAB_COMMANDS="dockerd:docker.io dnsmasq:dnsmasq-base docker-registry:docker-registry iptables:iptables nft:nftables
  ip:iproute2 tc:iproute2 nsenter:util-linux sysctl:procps jq:jq curl:curl ping:iputils-ping
  mkfs.ext4:e2fsprogs faketime:faketime"
LAB_BUILD_COMMANDS="mmdebstrap:mmdebstrap npm:npm"

missing_packages() {
  local pair
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null || printf '%s\n' "${pair#*:}"
  done
}

need_packages() {
  local -a missing
  # shellcheck disable=SC2086
  mapfile -t missing < <(missing_packages $LAB_COMMANDS | sort -u)
  install_packages "${missing[@]}"
  # part of docker.io on Debian 12, a package of its own on later ones
  command -v docker >/dev/null || install_packages docker-cli
}

need_build_packages() {
  local -a missing
  # shellcheck disable=SC2086
  mapfile -t missing < <(missing_packages $LAB_BUILD_COMMANDS | sort -u)
  [[ $(busybox_kind) == static ]] || missing+=(busybox-static)
  [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || missing+=(debian-archive-keyring)
  install_packages "${missing[@]}"
}

busybox_kind() {
  local path
  path=$(command -v busybox) || return 0
  ldd "$path" >/dev/null 2>&1 || echo static
}

# Services are kept from starting while packages are installed: the lab runs its own engines and registry, and
# a docker-registry started by its package would take port 5000.
install_packages() {
  (($#)) || return 0
  command -v apt-get >/dev/null || die "missing: $*; this machine has no apt-get, install them by hand"
  say "installing $*"
  local policy=/usr/sbin/policy-rc.d made='' log=$LAB_STATE/apt.log
  mkdir -p "$LAB_STATE"
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made=yes
  fi
  local status=0
  {
    timeout 300 apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive timeout 900 apt-get install -y -qq --no-install-recommends "$@"
  } >"$log" 2>&1 8>&- 9>&- || status=$?
  [[ -z $made ]] || rm -f "$policy"
  ((status == 0)) || die "apt-get could not install $*: $(log_tail "$log")"
}
