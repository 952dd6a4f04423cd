//! The page may call the commands of `src/commands/list.rs` and no other.

use std::{env, path};
use tauri_build::{AppManifest, Attributes, WindowsAttributes};

include!("src/commands/list.rs");

macro_rules! names {
    ($($module:ident: $($command:ident),+;)+) => { &[$($(stringify!($command)),+),+] };
}

const COMMANDS: &[&str] = commands!(names);

/// The permissions for all of them in one set, which `tauri.conf.json` grants.
const PERMISSIONS: &str = "permissions/page.toml";

/// What Windows is told of the program. Tauri puts such a manifest into the app alone; the tests, which link the same system
/// dialogs, would not start without it.
const WINDOWS_MANIFEST: &str = "src-tauri/windows.manifest";

fn main() {
    let allowed: Vec<String> =
        COMMANDS.iter().map(|command| format!("\"allow-{}\"", command.replace('_', "-"))).collect();
    let set = format!(
        "[[set]]\nidentifier = \"page\"\ndescription = \"Every command.\"\npermissions = [{}]\n",
        allowed.join(", ")
    );
    // Written only where it says something else: Cargo builds again what changed.
    if std::fs::read_to_string(PERMISSIONS).is_ok_and(|before| before == set) {
        // As it is.
    } else if let Err(error) =
        std::fs::create_dir_all("permissions").and_then(|()| std::fs::write(PERMISSIONS, set))
    {
        println!("cargo::error={PERMISSIONS}: {error}");
    }
    // For the tests, which put Tauri's own scripts into a page that is in no window of Tauri's.
    if let Some(bundle) = env::var_os("DEP_TAURI_GLOBAL_API_SCRIPT_PATH") {
        let folder = path::Path::new(&bundle).parent().unwrap_or(path::Path::new(""));
        println!("cargo::rustc-env=TAURI_SCRIPTS={}", folder.display());
    }
    let mut attributes = Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS));
    if env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|environment| environment == "msvc") {
        attributes = attributes.windows_attributes(WindowsAttributes::new_without_app_manifest());
        println!("cargo::rerun-if-changed={WINDOWS_MANIFEST}");
        println!("cargo::rustc-link-arg=/MANIFEST:EMBED");
        // Ours says that no administrator is asked for; the linker need not say it again.
        println!("cargo::rustc-link-arg=/MANIFESTUAC:NO");
        if let Ok(manifest) = path::absolute(WINDOWS_MANIFEST) {
            println!("cargo::rustc-link-arg=/MANIFESTINPUT:{}", manifest.display());
        }
    }
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
