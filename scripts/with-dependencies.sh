#!/bin/sh
# usage: sh scripts/with-dependencies.sh COMMAND [ARGUMENT...]
# Installs the packages of package-lock.json when they are missing or older than it, puts a Node that can run TypeScript
# first on PATH, and becomes COMMAND, started in the project's folder. Nothing stays between: signals go to COMMAND.
set -eu

say() { printf 'keyready: %s\n' "$*" >&2; }

[ $# -gt 0 ] || { say 'usage: sh scripts/with-dependencies.sh COMMAND [ARGUMENT...]'; exit 64; }
cd -- "$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)"

# npm writes this file last, so an interrupted installation has none.
installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ package-lock.json -nt "$installed" ]; then
  command -v npm >/dev/null 2>&1 || { say 'npm is needed to install the packages and is not on PATH.'; exit 69; }
  say 'installing packages (once, about a minute) …'
  # Errors only: npm itself may run on an older Node than the packages ask for (EBADENGINE), they will not.
  # dev and optional by name, since NODE_ENV=production or a setting would leave out the build tools and Node.
  if ! npm ci --loglevel=error --no-audit --no-fund --include=dev --include=optional >&2; then
    say 'the packages could not be installed; npm says why above. Then run the command again.'
    exit 69
  fi
fi

# 22.18 is the first that runs TypeScript without a flag; 23 had it from 23.6 (https://nodejs.org/api/typescript.html).
runs_typescript() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 23 || (a === 23 && b >= 6) || (a === 22 && b >= 18) ? 0 : 1)' >/dev/null 2>&1
}

if [ -x node_modules/.bin/node ] && runs_typescript node_modules/.bin/node; then
  PATH="$PWD/node_modules/.bin:$PATH"
  export PATH
elif ! runs_typescript node; then
  say "Node 22.18 or newer is needed; found $(node --version 2>/dev/null || echo none), and npm has no Node for this system. See https://nodejs.org/en/download"
  exit 69
fi

exec "$@"
