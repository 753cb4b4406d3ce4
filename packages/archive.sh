#!/usr/bin/env bash
# Packs the archive of one platform: the program, its licences, the manual page, completions and schemas.
#
# usage: archive.sh TARGET PROGRAM OUT [MORE...]
# OUT is a folder that exists; MORE are files to pack as well, such as the SBOM.
set -euo pipefail

target="$1" program="$2" out="$3"
shift 3
root="$(cd "$(dirname "$0")/.." && pwd)"
name="sopress-$target"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

mkdir -p "$folder/$name/completions"
cp "$program" "$root"/{README.md,CHANGELOG.md,LICENSE-MIT,LICENSE-APACHE} "$@" "$folder/$name"
program="$folder/$name/$(basename "$program")"
"$program" man > "$folder/$name/sopress.1"
for shell in bash zsh fish powershell elvish; do
  "$program" completions "$shell" > "$folder/$name/completions/sopress.$shell"
done
for schema in front-matter settings roles glossary; do
  "$program" schema "$schema" > "$folder/$name/$schema.schema.json"
done

out="$(cd "$out" && pwd)"
cd "$folder"
case "$target" in
  *windows*) 7z a "$out/$name.zip" "$name" ;;
  *) tar --create --gzip --file "$out/$name.tar.gz" "$name" ;;
esac
