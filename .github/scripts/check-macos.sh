#!/usr/bin/env bash
# Looks at what people get from the disk image in dist/: both processors, an intact signature and, if SIGNED is true, one that
# Apple knows.
set -euo pipefail
cd "$(dirname "$0")/../.."

image=$(ls dist/*.dmg)
mount=$(mktemp -d)
hdiutil attach "$image" -nobrowse -readonly -mountpoint "$mount"
trap 'hdiutil detach "$mount"' EXIT
app=$(ls -d "$mount"/*.app)

lipo "$app/Contents/MacOS/qcc-desk" -verify_arch x86_64 arm64
codesign --verify --deep --strict --verbose=2 "$app"
if [[ $SIGNED == true ]]; then
  codesign --verify --verbose=2 "$image"
  spctl --assess --type execute --verbose "$app"
  xcrun stapler validate "$app"
fi
