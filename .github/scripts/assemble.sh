#!/usr/bin/env bash
# Makes sure that dist/ holds every file of a release and nothing else, and writes their SHA-256 into dist/SHA256SUMS.
#   assemble.sh 1.2.3
set -euo pipefail
cd "$(dirname "$0")/../../dist"

expected=(
  "qcc-desk-$1-1.x86_64.rpm"
  "qcc-desk_$1_amd64.deb"
  "qcc-desk_$1_linux.cdx.json"
  "qcc-desk_$1_macos.cdx.json"
  "qcc-desk_$1_page.cdx.json"
  "qcc-desk_$1_universal.dmg"
  "qcc-desk_$1_windows.cdx.json"
  "qcc-desk_$1_x64-all-users-setup.exe"
  "qcc-desk_$1_x64-offline-setup.exe"
  "qcc-desk_$1_x64-setup.exe"
)
rm -f SHA256SUMS
if ! diff <(printf '%s\n' "${expected[@]}" | LC_ALL=C sort) <(LC_ALL=C ls -A); then
  echo "These files are missing (<) or do not belong here (>)." >&2
  exit 1
fi
for file in "${expected[@]}"; do
  if [[ ! -s $file ]]; then
    echo "$file is empty" >&2
    exit 1
  fi
done
sha256sum "${expected[@]}" >SHA256SUMS
