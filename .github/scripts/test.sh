#!/usr/bin/env bash
# Tests the scripts of the release, with a stand-in for Tauri's command line: test.sh [name of a test]
# The tests are called by their names, which shellcheck does not see.
# shellcheck disable=SC2317
set -euo pipefail
scripts=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

refused() { ! "$@"; }

# A repository of nothing but the scripts and what they read, entered.
repository() {
  rm -rf "$folder/repository"
  mkdir -p "$folder/repository/.github" "$folder/repository/ui/node_modules/.bin"
  cd "$folder/repository"
  cp -r "$scripts" .github/scripts
  cat >Cargo.toml <<'TOML'
[workspace.package]
version = "1.2.3"
rust-version = "1.95"

[dependencies.other]
version = "9"
TOML
  cat >CHANGELOG.md <<'MARKDOWN'
# Changelog

## Unreleased

- Not yet.

## 1.2.3 - 2030-01-31

### Added

- Something new.

## 1.2.2

- Something old.
MARKDOWN
  # Tauri's command line: makes what it would make, and notes what it was asked and with what.
  cat >ui/node_modules/.bin/tauri <<'TAURI'
#!/usr/bin/env bash
set -euo pipefail
echo "tauri $* | ${APPLE_SIGNING_IDENTITY:-} ${APPLE_CERTIFICATE-no certificate}" >>asked
make() { mkdir -p "$(dirname "$1")" && echo "$2" >"$1"; }
case $* in
  *--bundles\ nsis*) make target/release/bundle/nsis/核查台_1.2.3_x64-setup.exe "$*" ;;
  *--bundles\ dmg*) make target/universal-apple-darwin/release/bundle/dmg/核查台_1.2.3_universal.dmg "$*" ;;
  *--bundles\ deb,rpm*)
    make target/release/bundle/deb/qcc-desk_1.2.3_amd64.deb "$*"
    make target/release/bundle/rpm/qcc-desk-1.2.3-1.x86_64.rpm "$*"
    ;;
esac
TAURI
  chmod +x ui/node_modules/.bin/tauri
}

the_version_is_that_of_the_workspace() {
  repository
  [[ $(.github/scripts/version.sh) == 1.2.3 && $(.github/scripts/version.sh v1.2.3) == 1.2.3 ]]
}
a_tag_of_another_version_is_refused() {
  repository
  refused .github/scripts/version.sh v1.2.4 && refused .github/scripts/version.sh 1.2.3
}
windows_gets_three_installers_of_one_program() {
  repository
  .github/scripts/bundle.sh windows
  diff <(ls dist) - <<'FILES'
qcc-desk_1.2.3_x64-all-users-setup.exe
qcc-desk_1.2.3_x64-offline-setup.exe
qcc-desk_1.2.3_x64-setup.exe
FILES
  [[ $(grep -c '^tauri build ' asked) == 1 ]]
  refused grep -qE 'offline|per-machine' dist/*_x64-setup.exe
  grep -q packaging/offline.conf.json dist/*offline*
  refused grep -q per-machine dist/*offline*
  grep -q 'packaging/offline.conf.json --config packaging/per-machine.conf.json' dist/*all-users*
  [[ $(cat target/signing.conf.json) == '{}' ]]
}
every_windows_installer_is_signed_with_the_certificate() {
  repository
  WINDOWS_CERTIFICATE_THUMBPRINT=0123ABCD .github/scripts/bundle.sh windows
  [[ $(jq -r .bundle.windows.certificateThumbprint target/signing.conf.json) == 0123ABCD ]]
  [[ $(grep -c -e '--config target/signing.conf.json' asked) == 3 ]]
}
without_secrets_the_macos_signature_names_nobody() {
  repository
  APPLE_CERTIFICATE='' APPLE_ID='' .github/scripts/bundle.sh macos
  grep -q -- '| - no certificate$' asked
  [[ $(ls dist) == qcc-desk_1.2.3_universal.dmg ]]
}
with_all_secrets_macos_is_signed_by_their_owner() {
  repository
  APPLE_CERTIFICATE=c APPLE_CERTIFICATE_PASSWORD=p APPLE_ID=i APPLE_PASSWORD=a APPLE_TEAM_ID=t .github/scripts/bundle.sh macos
  grep -q '| Developer ID Application c$' asked
}
half_of_the_macos_secrets_are_a_mistake() {
  repository
  APPLE_CERTIFICATE=c APPLE_CERTIFICATE_PASSWORD=p refused .github/scripts/bundle.sh macos
  [[ ! -e asked ]]
}
a_bundle_that_was_not_made_is_noticed() {
  repository
  printf '#!/bin/sh\n' >ui/node_modules/.bin/tauri
  refused .github/scripts/bundle.sh linux
}
a_whole_release() {
  repository
  .github/scripts/bundle.sh windows
  .github/scripts/bundle.sh macos
  .github/scripts/bundle.sh linux
  for name in windows macos linux page; do
    echo '{}' >"dist/qcc-desk_1.2.3_$name.cdx.json"
  done
}
the_files_of_a_release_are_all_there_and_their_sums_right() {
  a_whole_release
  .github/scripts/assemble.sh 1.2.3
  cd dist
  sha256sum --check --strict SHA256SUMS
  [[ $(wc -l <SHA256SUMS) == $(($(find . -type f | wc -l) - 1)) ]]
}
a_release_that_lacks_a_file_is_refused() {
  a_whole_release
  rm dist/*.dmg
  refused .github/scripts/assemble.sh 1.2.3
}
a_release_with_a_file_too_many_is_refused() {
  a_whole_release
  touch dist/stray
  refused .github/scripts/assemble.sh 1.2.3
}
a_release_with_an_empty_file_is_refused() {
  a_whole_release
  : >dist/qcc-desk_1.2.3_amd64.deb
  refused .github/scripts/assemble.sh 1.2.3
}
notes() { GITHUB_REPOSITORY=owner/name .github/scripts/release-notes.sh "$@"; }
the_notes_hold_the_changes_of_this_version_only() {
  repository
  WINDOWS_SIGNED=true MACOS_SIGNED=true notes 1.2.3 >printed
  grep -q 'Something new' printed
  refused grep -qE 'Not yet|Something old|not signed|notarised' printed
  grep -q 'gh attestation verify qcc-desk_1.2.3_x64-setup.exe --repo owner/name' printed
}
the_notes_say_what_is_not_signed() {
  repository
  WINDOWS_SIGNED=false MACOS_SIGNED='' notes 1.2.3 >printed
  grep -q 'Windows installers are not signed' printed
  grep -q 'neither signed with an Apple certificate nor notarised' printed
}
every_file_of_the_notes_is_one_of_the_release() {
  a_whole_release
  WINDOWS_SIGNED=true MACOS_SIGNED=true notes 1.2.3 >printed
  grep -oE 'qcc-desk[_-]1\.2\.3[^`、 ]*' printed | while read -r file; do
    [[ -f dist/$file ]] || { echo "$file" && false; }
  done
}
a_version_without_changes_is_not_released() {
  repository
  WINDOWS_SIGNED=true MACOS_SIGNED=true refused notes 1.2.4
}

if [[ $# -gt 0 ]]; then
  "$1"
  exit
fi
failed=0
for test in $(declare -F | sed -n 's/^declare -f //p' | grep -vxE 'refused|repository|a_whole_release|notes'); do
  # A process of its own: within an `if`, bash would not stop a function at the first command that fails.
  if "$scripts/test.sh" "$test" >"$folder/output" 2>&1; then
    echo "ok      $test"
  else
    echo "FAILED  $test"
    sed 's/^/          /' "$folder/output"
    failed=1
  fi
done
exit "$failed"
