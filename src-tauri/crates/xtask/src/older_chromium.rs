//! Chromium 111, the oldest engine that WebView2 may have. Only `cargo xtask engines` downloads it, as an npm
//! package: no other registry used here has it.

use crate::shell::{npm, output, program, root, run, target};
use serde_json::Value;
use std::fs;
use std::path::Path;

const PACKAGE: &str = "@sparticuz/chromium@111.0.0";
const INTEGRITY: &str =
    "sha512-h68PUvW3tz3vZxYa/XxpHdudZ65p6zejBcBdW6qwsJ3xHR4d6myclK+E3stQd3epnPNVZAf/rDf37njG1VjNWg==";
/// Decompresses the browser and its software renderer in the working folder.
const UNPACK: &str = "
const { brotliDecompressSync } = require('node:zlib'), { readFileSync, writeFileSync } = require('node:fs');
for (const name of ['chromium', 'swiftshader.tar'])
  writeFileSync(name, brotliDecompressSync(readFileSync(`package/bin/${name}.br`)), { mode: 0o755 });";

/// Puts it in the target folder, where the tests expect it.
pub(crate) fn prepare() -> Result<(), String> {
    let folder = root().join(target()).join("chromium-111");
    if folder.exists() {
        return Ok(());
    }
    // Rename it only when it is complete.
    let new = folder.with_extension("new");
    let failed = |error: std::io::Error| format!("{}: {error}", new.display());
    let _ = fs::remove_dir_all(&new);
    fs::create_dir_all(&new).map_err(failed)?;
    println!("Fetching {PACKAGE} with npm");
    let packed = output(npm(&["pack", "--json", "--pack-destination", &new.to_string_lossy(), PACKAGE]));
    let archive = archive(&packed.unwrap_or_default())?;
    let within = |name: &str, arguments: &[&str]| {
        let mut command = program(name, arguments);
        command.current_dir(&new);
        run(command)
    };
    within("tar", &["-xzf", &archive])?;
    within("node", &["-e", UNPACK])?;
    within("tar", &["-xf", "swiftshader.tar"])?;
    let remove = |name: &str| fs::remove_file(Path::new(&new).join(name));
    fs::remove_dir_all(new.join("package")).map_err(failed)?;
    remove(&archive).and_then(|()| remove("swiftshader.tar")).map_err(failed)?;
    fs::rename(&new, &folder).map_err(failed)
}

/// The file that npm downloaded, if it has the expected checksum.
fn archive(packed: &str) -> Result<String, String> {
    let packed: Value =
        serde_json::from_str(packed).map_err(|error| format!("npm pack {PACKAGE}: {error}"))?;
    match (&packed[0]["filename"], &packed[0]["integrity"]) {
        (Value::String(file), Value::String(integrity)) if integrity == INTEGRITY => Ok(file.clone()),
        (_, integrity) => Err(format!("{PACKAGE} has an unexpected checksum: {integrity}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_chromium_that_was_tried_is_unpacked() {
        let packed =
            |integrity: &str| format!(r#"[{{"filename":"chromium.tgz","integrity":"{integrity}"}}]"#);
        assert_eq!(archive(&packed(INTEGRITY)).as_deref(), Ok("chromium.tgz"));
        for other in [packed("sha512-other"), "[]".to_owned(), String::new()] {
            assert!(archive(&other).is_err(), "{other}");
        }
    }
}
