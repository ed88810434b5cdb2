# shellcheck shell=bash
# Brings a bare Debian or Ubuntu machine to where the commands in bin/ can run. Sourced, not run; each function does
# nothing when there is nothing to do.

DROVER_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export DROVER_HOME NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1

die() {
  echo "drover: $*" >&2
  exit 1
}

require_root() {
  [ "$(id -u)" = 0 ] || die "$1 needs root: it makes network namespaces and starts Docker engines."
}

# Debian packages by name; apt is asked only when one is missing.
ensure_apt() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "these packages are needed: ${missing[*]}"
  [ "$(id -u)" = 0 ] || die "these packages are needed: ${missing[*]}. Install them, or run this as root."
  echo "Installing ${missing[*]}" >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# npm only fetches; what runs is the Node that the lockfile pins.
ensure_npm() {
  command -v npm >/dev/null || ensure_apt nodejs npm
}

digest_of() {
  find "$@" -type f -print0 2>/dev/null | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# Runs COMMAND when the digest of the files differs from the one noted in STAMP. Two commands of bin/ may start at once:
# the second waits for the first, and then finds the work done.
when_changed() {
  local stamp=$1 digest=$2
  shift 2
  [ "$(cat "$stamp" 2>/dev/null)" = "$digest" ] && return 0
  (
    flock 9
    [ "$(cat "$stamp" 2>/dev/null)" = "$digest" ] && exit 0
    "$@" 9<&-
    mkdir -p "$(dirname "$stamp")"
    echo "$digest" >"$stamp"
  ) 9<"$DROVER_HOME/package.json"
}

# Install scripts are not run: none is needed, and some fail on the Node that came with the machine.
npm_ci() {
  echo "Installing packages" >&2
  (cd "$DROVER_HOME" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
}

ensure_node_modules() {
  ensure_npm
  when_changed "$DROVER_HOME/node_modules/.drover-lock" "$(digest_of "$DROVER_HOME/package-lock.json")" npm_ci
  NODE=$DROVER_HOME/node_modules/.bin/node
  # Elsewhere than on Linux the pinned Node is not in the lockfile; there one's own must do.
  [ -x "$NODE" ] || NODE=$(command -v node)
  export NODE
}

prisma_generate() {
  (cd "$DROVER_HOME" && "$NODE" node_modules/prisma/build/index.js generate >/dev/null)
}

ensure_generated() {
  ensure_node_modules
  [ -d "$DROVER_HOME/server/db/generated" ] || rm -f "$DROVER_HOME/node_modules/.drover-prisma"
  when_changed "$DROVER_HOME/node_modules/.drover-prisma" \
    "$(digest_of "$DROVER_HOME/prisma/schema" "$DROVER_HOME/package-lock.json")" prisma_generate
}

next_build() {
  echo "Building the console" >&2
  (cd "$DROVER_HOME" && NODE_ENV=production "$NODE" node_modules/next/dist/bin/next build >&2)
}

ensure_build() {
  ensure_generated
  [ -f "$DROVER_HOME/.next/BUILD_ID" ] || rm -f "$DROVER_HOME/.next/.drover-sources"
  (
    cd "$DROVER_HOME" || exit 1
    when_changed .next/.drover-sources \
      "$(digest_of app messages i18n public server/schemas server/domain next.config.ts postcss.config.mjs tsconfig.json package-lock.json)" \
      next_build
  )
}
