#!/usr/bin/env bash
# Writes into dist/ what each system's installers consist of (Rust), and what the page is built from (npm), as CycloneDX.
# Needs cargo-cyclonedx.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(.github/scripts/version.sh)
# The lists of one commit bear one time.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
mkdir -p dist

rust() {
  local target=$1 name="qcc-desk_${version}_$2.cdx"
  cargo cyclonedx --format json --spec-version 1.5 --target "$target" --no-build-deps --override-filename "$name"
  mv "$name.json" dist/
  # It also writes one for every other package of the workspace.
  find src-tauri/crates -name "$name.json" -delete
}

rust x86_64-pc-windows-msvc windows
# With all that aarch64-apple-darwin has, and one package more.
rust x86_64-apple-darwin macos
rust x86_64-unknown-linux-gnu linux

# npm refuses a package without a version, so the page has one that says nothing; the app's stands in Cargo.toml.
npm sbom --prefix ui --package-lock-only --sbom-format cyclonedx --sbom-type application \
  >"dist/qcc-desk_${version}_page.cdx.json"
