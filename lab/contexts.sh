# What some images are made from besides their directory: context_NAME fills the build context DIR.
# shellcheck shell=bash

LAB_NODE_VERSION=24.21.0

# A Debian root file system with apt and nothing more, without documentation, as the -slim images are.
# The machine's name, resolver, proxy, passwords and sources serve while it is made and are taken out again. Here apt runs
# outside the new root and finds the machine's certificates in their usual place; and mmdebstrap unpacks the
# packages itself, so apt must not throw them away.
context_debian() {
  local dir=$1 apt=$LAB_STATE/builder/apt
  apt_no_cache >"$dir/90no-cache"
  # shellcheck disable=SC2016
  timeout 600 mmdebstrap --variant=apt --quiet --aptopt="$apt/apt.conf.d/10lab" \
    --aptopt='APT::Keep-Downloaded-Packages "true"' \
    --aptopt='Acquire::https::CAInfo "/etc/ssl/certs/ca-certificates.crt"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --setup-hook='mkdir -p "$1/etc/apt/auth.conf.d"' \
    --setup-hook="cp -r '$apt/auth.conf.d/.' \"\$1/etc/apt/auth.conf.d/\"" \
    --customize-hook='rm -rf "$1"/etc/hostname "$1"/etc/resolv.conf "$1"/etc/apt/apt.conf.d/99mmdebstrap "$1"/etc/apt/auth.conf.d/* "$1"/usr/share/doc/* "$1"/usr/share/man/* "$1"/usr/share/locale/* "$1"/var/cache/apt/*.bin "$1"/var/log/*' \
    --customize-hook='printf "%s\n" "deb http://deb.debian.org/debian bookworm main" "deb http://deb.debian.org/debian bookworm-updates main" "deb http://deb.debian.org/debian-security bookworm-security main" >"$1/etc/apt/sources.list"' \
    --customize-hook="cp '$dir/90no-cache' \"\$1/etc/apt/apt.conf.d/\"" \
    --customize-hook='printf "#!/bin/sh\nexit 101\n" >"$1/usr/sbin/policy-rc.d" && chmod 755 "$1/usr/sbin/policy-rc.d"' \
    "$LAB_SUITE" "$dir/rootfs.tar" - <"$apt/sources.list.d/lab.list"
}

# One static binary under all its names.
context_busybox() {
  local root=$1/root applet
  mkdir -p "$root"/{bin,dev,etc,proc,root,sys,tmp,var/www}
  chmod 1777 "$root/tmp"
  cp "$(readlink -f "$(command -v busybox)")" "$root/bin/busybox"
  for applet in $(busybox --list); do
    [[ $applet == busybox ]] || ln -s busybox "$root/bin/$applet"
  done
  echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:' >"$root/etc/group"
}

# Node and npm from the npm registry, the one place the machine gets Node packages from anyway.
context_node() {
  local dir=$1 arch
  case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) die "there is no Node binary for $(uname -m)" ;;
  esac
  mkdir -p "$dir/node" "$dir/npm"
  (cd "$dir" && timeout 300 npm pack --silent "node-linux-$arch@$LAB_NODE_VERSION" npm@11) || return 1
  tar -xzf "$dir"/node-linux-*.tgz -C "$dir/node" --strip-components=1 &&
    tar -xzf "$dir"/npm-11*.tgz -C "$dir/npm" --strip-components=1 && rm "$dir"/*.tgz
}
