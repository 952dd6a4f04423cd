//! The page: its packages and its build.

use crate::shell::{npm, root, run};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// Installs the page's packages as the lock file says, unless that was done since the lock file changed, and builds it.
pub(crate) fn build() -> Result<(), String> {
    packages()?;
    run(npm(&["run", "--silent", "build"]))
}

/// Installs the page's packages as the lock file says.
pub(crate) fn packages() -> Result<(), String> {
    let ui = root().join("ui");
    // npm writes this file at the end of an installation.
    let installed = changed(&ui.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed > changed(&ui.join("package-lock.json")) {
        return Ok(());
    }
    run(npm(&["ci", "--no-audit", "--no-fund"]))
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}
