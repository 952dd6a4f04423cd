#!/usr/bin/env bash
# Prints the notes of a release: what the change log says of the version, which file is for whom, what is not signed, and how
# to make sure of a download.
#   WINDOWS_SIGNED=true MACOS_SIGNED=false GITHUB_REPOSITORY=owner/name release-notes.sh 1.2.3
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$1
# "## 1.2.3", "## 1.2.3 - 2030-01-31" or "## [1.2.3] - …", up to the next heading of that kind.
changes=$(awk -v version="$version" '/^## /{ here = $2 == version || $2 == "[" version "]"; next } here' CHANGELOG.md)
if [[ -z ${changes//[[:space:]]/} ]]; then
  echo "CHANGELOG.md says nothing of $version." >&2
  exit 1
fi
printf '%s\n' "$changes"

cat <<NOTES

## 下载哪一个 · Which file

| | |
|---|---|
| \`qcc-desk_${version}_x64-setup.exe\` | Windows：装给自己用，不需要管理员；缺少 WebView2 时会联网下载 · for yourself, without an administrator; downloads WebView2 where it is missing |
| \`qcc-desk_${version}_x64-offline-setup.exe\` | Windows：同上，自带 WebView2，不需要联网 · the same with WebView2 inside, needs no network |
| \`qcc-desk_${version}_x64-all-users-setup.exe\` | Windows：由信息技术部门装给所有用户（\`/S\` 静默安装），自带 WebView2 · for all users of the machine, by the IT department (silently with \`/S\`), with WebView2 inside |
| \`qcc-desk_${version}_universal.dmg\` | macOS：Apple 芯片与 Intel · Apple silicon and Intel |
| \`qcc-desk_${version}_amd64.deb\`、\`qcc-desk-${version}-1.x86_64.rpm\` | Linux |
| \`*.cdx.json\` | 软件物料清单（CycloneDX） · software bills of materials |
NOTES

if [[ $WINDOWS_SIGNED != true ]]; then
  cat <<'NOTES'

> **Windows 安装程序没有数字签名。** Windows 会拦一下（“Windows 已保护你的电脑”）。请先照下面的办法核对文件，再点“更多信息”→“仍要运行”。
>
> **The Windows installers are not signed.** Windows stops them at first (“Windows protected your PC”). Make sure of the file as described below, then choose “More info” → “Run anyway”.
NOTES
fi
if [[ $MACOS_SIGNED != true ]]; then
  cat <<'NOTES'

> **macOS 安装包没有 Apple 的签名和公证。** 第一次打开会被拦下。请先照下面的办法核对文件，再到“系统设置 → 隐私与安全性”点“仍要打开”。
>
> **The macOS app is neither signed with an Apple certificate nor notarised.** macOS stops it at first. Make sure of the file as described below, then choose “Open Anyway” under System Settings → Privacy & Security.
NOTES
fi

cat <<NOTES

## 核对下载的文件 · Is the download genuine?

\`SHA256SUMS\` 列出每个文件的 SHA-256（Windows：\`certutil -hashfile 文件 SHA256\`；macOS：\`shasum -a 256 文件\`）。用 GitHub 命令行可以证明文件由本仓库的流程构建：

\`SHA256SUMS\` lists the SHA-256 of every file. GitHub's command line proves that a file was built by this repository's workflow:

\`\`\`sh
gh attestation verify qcc-desk_${version}_x64-setup.exe --repo ${GITHUB_REPOSITORY}
\`\`\`
NOTES
