#!/usr/bin/env bash
# Builds the Python wheel of the program, with its licences, and takes from it the bill of materials that
# maturin writes: sopress.cdx.json (CycloneDX).
#
# usage: wheel.sh OUT [OPTION...]
# OPTION is passed on to maturin. The folder licences/, if it is there, holds further licences.
set -euo pipefail

mkdir -p "$1"
out="$(cd "$1" && pwd)"
shift
root="$(cd "$(dirname "$0")/.." && pwd)"
cd "$root/packages/python"

# maturin packs the licences that are beside its settings.
trap 'rm -f LICENSE-*' EXIT
cp "$root"/LICENSE-* .
for licence in "$root"/licences/LICENSE-*; do
  [ ! -e "$licence" ] || cp "$licence" .
done
"${MATURIN:-maturin}" build --target-dir "$root/target" --out "$out" "$@"
unzip -p "$out"/sopress-*.whl '*/sboms/*' > "$out/sopress.cdx.json"
