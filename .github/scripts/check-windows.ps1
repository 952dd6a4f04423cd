# Installs the ordinary installer in dist\ without a question and for this user only, looks at what is there, and removes it
# again. If SIGNED is true, every installer, the program and the uninstaller must bear a signature that Windows accepts.
$ErrorActionPreference = 'Stop'

function Assert-Signed([string[]] $Paths) {
  if ($env:SIGNED -ne 'true') { return }
  foreach ($path in $Paths) {
    $signature = Get-AuthenticodeSignature -LiteralPath $path
    if ($signature.Status -ne 'Valid' -or -not $signature.TimeStamperCertificate) {
      throw "${path}: the signature is $($signature.Status), its time stamp by '$($signature.TimeStamperCertificate.Subject)'"
    }
  }
}

function Get-Installed {
  Get-ChildItem 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall' -ErrorAction SilentlyContinue |
    Get-ItemProperty | Where-Object { $_.PSObject.Properties['MainBinaryName'] -and $_.MainBinaryName -eq 'qcc-desk.exe' }
}

# Runs a program with /S (silently) to its end, and that of the copy of itself that an uninstaller starts.
function Invoke-Silently([string] $Path) {
  $process = Start-Process -FilePath $Path -ArgumentList '/S' -Wait -PassThru
  if ($process.ExitCode -ne 0) { throw "${Path}: exit code $($process.ExitCode)" }
}

Assert-Signed (Get-ChildItem dist\*.exe).FullName

Invoke-Silently (Get-ChildItem dist\*_x64-setup.exe).FullName
$installed = Get-Installed
if (-not $installed) { throw 'Windows does not list the app among those of this user.' }
$folder = $installed.InstallLocation.Trim('"')
$program = Join-Path $folder 'qcc-desk.exe'
$uninstaller = Join-Path $folder 'uninstall.exe'
if (-not (Test-Path -LiteralPath $program)) { throw "$program is missing" }
Assert-Signed $program, $uninstaller

Invoke-Silently $uninstaller
if (Get-Installed) { throw 'Windows still lists the app after its removal.' }
if (Test-Path -LiteralPath $folder) { throw "$folder is still there after the removal." }
