#!/usr/bin/env bash
# Installs the version of Rust that Cargo.toml names, and makes it the default; arguments are further targets to build for.
# The runner's own Rust changes from week to week, and a newer Clippy would refuse what was fine the day before.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
rustup toolchain install "$version" --no-self-update --profile minimal --component clippy,rustfmt
rustup default "$version"
for target in "$@"; do
  rustup target add "$target"
done
