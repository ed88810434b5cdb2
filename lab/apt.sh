# Where Debian packages come from: the archive, proxy and passwords this machine's own apt uses.
# shellcheck shell=bash

LAB_SUITE=bookworm
LAB_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# One-line sources of the suite. apt itself is asked, so it does not matter how its sources are written; only
# repositories that call themselves Debian count. Without any (another suite, an Ubuntu) the public archive.
apt_sources() {
  local -a found
  mapfile -t found < <(apt_known_sources)
  if ((${#found[@]} == 0)); then
    timeout 300 apt-get update -qq >/dev/null 2>&1 9>&- 8>&- || true
    mapfile -t found < <(apt_known_sources)
  fi
  if ((${#found[@]} == 0)); then
    found=("deb http://deb.debian.org/debian $LAB_SUITE main" "deb http://deb.debian.org/debian $LAB_SUITE-updates main"
      "deb http://deb.debian.org/debian-security $LAB_SUITE-security main")
  fi
  printf '%s\n' "${found[@]}" | sed "s|^deb |deb [signed-by=$LAB_KEYRING] |"
}

apt_known_sources() {
  local origin codename suite uri
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(ORIGIN)|$(CODENAME)|$(RELEASE)|$(COMPONENT)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    while IFS='|' read -r origin codename suite component uri; do
      [[ $origin == Debian && $component == main ]] || continue
      [[ $codename == "$LAB_SUITE" || $codename == "$LAB_SUITE"-updates || $codename == "$LAB_SUITE"-security ]] || continue
      # cloud images name a file that lists mirrors
      [[ $uri != mirror+file:* ]] || uri=$(grep -v '^#' "${uri#mirror+file:}" | awk 'NF {print $1; exit}')
      echo "deb $uri $suite main"
    done | sort -u
}

# Caches that would only make each layer larger.
apt_no_cache() {
  echo 'Dir::Cache::pkgcache "";'
  echo 'Dir::Cache::srcpkgcache "";'
  echo 'APT::Keep-Downloaded-Packages "false";'
}

# What apt has to know to get through: proxies, and how strict it is with dates and certificates.
apt_options() {
  apt-config dump | grep -E '^Acquire::(https?::|ftp::|Retries|ForceIPv[46]|Check-Valid-Until|Check-Date)' |
    grep -v 'Proxy-Auto-Detect\|CAInfo' || true
}

# apt_settings DIR : the machine's settings laid out as in /etc/apt, for runc-builder.sh
apt_settings() {
  local dir=$1
  install -d -m 700 "$dir"
  mkdir -p "$dir"/{apt.conf.d,auth.conf.d,sources.list.d,keyrings}
  : >"$dir/sources.list"
  apt_sources >"$dir/sources.list.d/lab.list"
  { echo 'APT::Install-Recommends "false";' && echo 'Acquire::Languages "none";' && apt_no_cache && apt_options; } >"$dir/apt.conf.d/10lab"
  cp /etc/apt/auth.conf.d/* "$dir/auth.conf.d/" 2>/dev/null || true
  cp /etc/apt/auth.conf "$dir/auth.conf.d/machine.conf" 2>/dev/null || true
  # a small image has no certificates of its own, and the machine may trust one more
  if [[ -e /etc/ssl/certs/ca-certificates.crt ]]; then
    cp -L /etc/ssl/certs/ca-certificates.crt "$dir/keyrings/lab-ca.crt"
    echo 'Acquire::https::CAInfo "/etc/apt/keyrings/lab-ca.crt";' >>"$dir/apt.conf.d/10lab"
  fi
}
