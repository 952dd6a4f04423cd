# Puts the certificate in WINDOWS_CERTIFICATE (a .pfx file in Base64) into this user's store, where signtool finds it by its
# thumbprint: the step's output `thumbprint`.
$ErrorActionPreference = 'Stop'

$file = Join-Path $env:RUNNER_TEMP 'certificate.pfx'
try {
  [IO.File]::WriteAllBytes($file, [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE))
  $password = ConvertTo-SecureString $env:WINDOWS_CERTIFICATE_PASSWORD -AsPlainText -Force
  $certificates = Import-PfxCertificate -FilePath $file -CertStoreLocation Cert:\CurrentUser\My -Password $password
} finally {
  Remove-Item $file -ErrorAction SilentlyContinue
}
$certificate = $certificates | Where-Object HasPrivateKey | Select-Object -First 1
if (-not $certificate) { throw 'WINDOWS_CERTIFICATE holds no certificate with a private key.' }
"thumbprint=$($certificate.Thumbprint)" | Out-File $env:GITHUB_OUTPUT -Append
