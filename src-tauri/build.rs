//! Permits the page to call the commands of `src/commands/list.rs`, and no others.

use std::{env, path};
use tauri_build::{AppManifest, Attributes, WindowsAttributes};

include!("src/commands/list.rs");

macro_rules! names {
    ($($module:ident: $($command:ident),+;)+) => { &[$($(stringify!($command)),+),+] };
}

const COMMANDS: &[&str] = commands!(names);

/// One set with the permissions for all commands, which `tauri.conf.json` grants.
const PERMISSIONS: &str = "permissions/page.toml";

/// The manifest for Windows. Tauri adds one to the app only; without it, the tests would not start, since
/// they link the same system dialogs.
const WINDOWS_MANIFEST: &str = "src-tauri/windows.manifest";

fn main() {
    let allowed: Vec<String> =
        COMMANDS.iter().map(|command| format!("\"allow-{}\"", command.replace('_', "-"))).collect();
    let set = format!(
        "[[set]]\nidentifier = \"page\"\ndescription = \"Every command.\"\npermissions = [{}]\n",
        allowed.join(", ")
    );
    // Write only changes, since Cargo rebuilds what depends on the file.
    if std::fs::read_to_string(PERMISSIONS).is_ok_and(|before| before == set) {
        // Unchanged.
    } else if let Err(error) =
        std::fs::create_dir_all("permissions").and_then(|()| std::fs::write(PERMISSIONS, set))
    {
        println!("cargo::error={PERMISSIONS}: {error}");
    }
    // For the tests, which add Tauri's own scripts to a page outside its windows.
    if let Some(bundle) = env::var_os("DEP_TAURI_GLOBAL_API_SCRIPT_PATH") {
        let folder = path::Path::new(&bundle).parent().unwrap_or(path::Path::new(""));
        println!("cargo::rustc-env=TAURI_SCRIPTS={}", folder.display());
    }
    let mut attributes = Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS));
    if env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|environment| environment == "msvc") {
        attributes = attributes.windows_attributes(WindowsAttributes::new_without_app_manifest());
        println!("cargo::rerun-if-changed={WINDOWS_MANIFEST}");
        println!("cargo::rustc-link-arg=/MANIFEST:EMBED");
        // Our manifest already requests no elevation; without this, the linker would add another request.
        println!("cargo::rustc-link-arg=/MANIFESTUAC:NO");
        if let Ok(manifest) = path::absolute(WINDOWS_MANIFEST) {
            println!("cargo::rustc-link-arg=/MANIFESTINPUT:{}", manifest.display());
        }
    }
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
