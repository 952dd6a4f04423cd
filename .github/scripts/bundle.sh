#!/usr/bin/env bash
# Builds the installers of one system on that system, into dist/, by the names that they have in a release:
#   bundle.sh windows|macos|linux
# The page's packages must be installed (npm ci). What it signs with, it takes from the environment; docs/releasing.md says
# what each variable holds. A variable that is empty counts as missing: that is how a workflow hands over a missing secret.
set -euo pipefail
cd "$(dirname "$0")/../.."

# In the names of the files everything is ASCII: GitHub leaves out what is not.
version=$(.github/scripts/version.sh)
tauri=ui/node_modules/.bin/tauri

# Moves the one bundle that a pattern matches to dist/, under a name of its own.
collect() {
  local pattern=$1 name=$2 found
  # Word splitting is what expands the pattern; the paths are Tauri's and have no blanks.
  # shellcheck disable=SC2206
  found=($pattern)
  if [[ ${#found[@]} -ne 1 || ! -f ${found[0]} ]]; then
    echo "Of $pattern there should be one: ${found[*]}" >&2
    exit 1
  fi
  mv "${found[0]}" "dist/$name"
}

windows() {
  local config=target/signing.conf.json
  if [[ -n ${WINDOWS_CERTIFICATE_THUMBPRINT:-} ]]; then
    # The certificate is in the store of the user who builds. Tauri signs the program, the plug-ins of the installer, the
    # uninstaller and the installer. With a time stamp a signature outlives its certificate.
    cat >"$config" <<JSON
{
  "bundle": {
    "windows": {
      "certificateThumbprint": "$WINDOWS_CERTIFICATE_THUMBPRINT",
      "digestAlgorithm": "sha256",
      "timestampUrl": "http://timestamp.digicert.com",
      "tsp": true
    }
  }
}
JSON
  else
    echo '{}' >"$config"
  fi
  "$tauri" build --bundles nsis --config "$config" -- --locked
  collect 'target/release/bundle/nsis/*-setup.exe' "qcc-desk_${version}_x64-setup.exe"
  # The others are the same program in other wrappings. Software distribution runs as an account that has no way out of the
  # house, so its installer brings WebView2 too.
  local offline=(--config packaging/offline.conf.json) all_users=(--config packaging/per-machine.conf.json)
  "$tauri" bundle --bundles nsis "${offline[@]}" --config "$config"
  collect 'target/release/bundle/nsis/*-setup.exe' "qcc-desk_${version}_x64-offline-setup.exe"
  "$tauri" bundle --bundles nsis "${offline[@]}" "${all_users[@]}" --config "$config"
  collect 'target/release/bundle/nsis/*-setup.exe' "qcc-desk_${version}_x64-all-users-setup.exe"
}

macos() {
  local secrets=(APPLE_CERTIFICATE APPLE_CERTIFICATE_PASSWORD APPLE_ID APPLE_PASSWORD APPLE_TEAM_ID) missing=() name
  for name in "${secrets[@]}"; do
    if [[ -z ${!name:-} ]]; then
      # Tauri would take the empty value for a certificate.
      unset "$name"
      missing+=("$name")
    fi
  done
  case ${#missing[@]} in
    # Tauri imports the certificate, signs the app and the disk image, and has Apple notarise the app.
    0) export APPLE_SIGNING_IDENTITY='Developer ID Application' ;;
    # A signature that names nobody: without any, macOS calls an app that was downloaded damaged and offers no way to open it.
    "${#secrets[@]}") export APPLE_SIGNING_IDENTITY=- ;;
    *)
      echo "To sign for macOS, these are missing as well: ${missing[*]}" >&2
      exit 1
      ;;
  esac
  "$tauri" build --target universal-apple-darwin --bundles dmg -- --locked
  collect 'target/universal-apple-darwin/release/bundle/dmg/*.dmg' "qcc-desk_${version}_universal.dmg"
}

linux() {
  "$tauri" build --bundles deb,rpm -- --locked
  collect 'target/release/bundle/deb/*.deb' "qcc-desk_${version}_amd64.deb"
  collect 'target/release/bundle/rpm/*.rpm' "qcc-desk-${version}-1.x86_64.rpm"
}

mkdir -p dist target
case ${1:-} in
  windows | macos | linux) "$1" ;;
  *)
    echo "usage: bundle.sh windows|macos|linux" >&2
    exit 2
    ;;
esac
