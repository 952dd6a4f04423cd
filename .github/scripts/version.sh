#!/usr/bin/env bash
# Prints the version of the app. Fails if a tag is given that is not this version's: version.sh v1.2.3
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n '/^\[workspace.package\]/,/^$/s/^version = "\(.*\)"$/\1/p' Cargo.toml)
if [[ $# -gt 0 && $1 != "v$version" ]]; then
  echo "The tag is $1, but Cargo.toml says $version: a release of it has the tag v$version." >&2
  exit 1
fi
echo "$version"
