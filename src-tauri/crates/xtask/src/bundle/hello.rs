//! The least that Tauri can be: one window that says hello. What our program weighs is measured against it.

use crate::shell::{cargo, root, run, target};
use std::fs;
use std::path::{Path, PathBuf};

const MANIFEST: &str = include_str!("hello/Cargo.toml.txt");
const PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><title>Hello</title><p>Hello</p></html>\n";

/// Builds it as our program is built: from the same versions, with the same profile, without what its page does not call.
/// Gives the path of the program.
pub(crate) fn build() -> Result<PathBuf, String> {
    let folder = target().join("hello");
    write(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut command = cargo(&["build", "--release", "--features", "tauri/custom-protocol", "--offline"]);
    // A folder of its own: what is built below depends on the variable, and would be built anew for each of the two.
    let built = folder.join("target");
    command.current_dir(&folder).arg("--target-dir").arg(&built);
    // As Tauri's command line says it to the build.
    command.env("REMOVE_UNUSED_COMMANDS", &folder);
    run(command)?;
    Ok(built.join("release/hello"))
}

fn write(folder: &Path) -> std::io::Result<()> {
    for below in ["src", "page"] {
        fs::create_dir_all(folder.join(below))?;
    }
    let ours = fs::read_to_string(root().join("Cargo.toml"))?;
    fs::write(folder.join("Cargo.toml"), format!("{MANIFEST}{}", release_profile(&ours)))?;
    // Cargo takes from it what hello needs, and leaves out the rest.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::copy(root().join("icons/128x128.png"), folder.join("icon.png"))?;
    fs::write(folder.join("build.rs"), include_str!("hello/build.rs.txt"))?;
    fs::write(folder.join("tauri.conf.json"), include_str!("hello/tauri.conf.json"))?;
    fs::write(folder.join("src/main.rs"), include_str!("hello/main.rs.txt"))?;
    fs::write(folder.join("page/index.html"), PAGE)
}

/// The section of a manifest that says how a release is built.
pub(super) fn release_profile(manifest: &str) -> String {
    let mut section = String::new();
    let lines = manifest.lines().skip_while(|line| *line != "[profile.release]");
    for (number, line) in lines.enumerate() {
        if number > 0 && line.starts_with('[') {
            break;
        }
        section.push_str(line);
        section.push('\n');
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hello_is_built_with_the_profile_of_our_releases() {
        let manifest = "[package]\nname = \"x\"\n\n[profile.release]\nlto = true\nstrip = true\n\n[profile.dev]\ndebug = 0\n";
        assert_eq!(release_profile(manifest), "[profile.release]\nlto = true\nstrip = true\n\n");
        let ours = fs::read_to_string(root().join("Cargo.toml")).unwrap();
        assert!(release_profile(&ours).contains("\nlto = "), "ours has one");
    }
}
