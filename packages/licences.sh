#!/usr/bin/env bash
# Writes the licences of all dependencies and a bill of materials (CycloneDX) into the folder OUT. Installs
# cargo-about and cargo-cyclonedx.
#
# usage: licences.sh OUT
set -euo pipefail

mkdir -p "$1"
out="$(cd "$1" && pwd)"
cd "$(dirname "$0")/.."

cargo install --locked --version 0.9.3 --features cli cargo-about
cargo install --locked --version 0.5.9 cargo-cyclonedx
cargo about generate --offline --locked --fail --config packages/about.toml \
  --output-file "$out/LICENSE-THIRD-PARTY.html" packages/about.hbs
cargo cyclonedx --format json --spec-version 1.5 --no-build-deps --override-filename sopress.cdx
mv sopress.cdx.json "$out"
