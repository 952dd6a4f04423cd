//! Installs the page's packages and builds it.

use crate::shell::{npm, root, run};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// Builds the page, after installing its packages if the lock file has changed.
pub(crate) fn build() -> Result<(), String> {
    packages()?;
    run(npm(&["run", "--silent", "build"]))
}

/// Installs the page's packages from the lock file, if needed.
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
