#!/usr/bin/env bash
# Writes the licences of all dependencies into the folder OUT. Installs cargo-about.
#
# usage: licences.sh OUT
set -euo pipefail

mkdir -p "$1"
out="$(cd "$1" && pwd)"
cd "$(dirname "$0")/.."

cargo install --locked --version 0.9.3 --features cli cargo-about
cargo about generate --offline --locked --fail --config packages/about.toml \
  --output-file "$out/LICENSE-THIRD-PARTY.html" packages/about.hbs
