//! Runs other programs from the repository's root.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.ancestors().nth(3).unwrap_or(crate_folder).to_owned()
}

pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

pub(crate) fn cargo(arguments: &[&str]) -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments)
}

pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    command.current_dir(root().join("ui"));
    command
}

/// Tauri's command line from the page's packages. It must run in the repository's root.
pub(crate) fn tauri(arguments: &[&str]) -> Command {
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    program(&root().join("ui/node_modules/.bin").join(name).to_string_lossy(), arguments)
}

pub(crate) fn run(mut command: Command) -> Result<(), String> {
    let ended = command.status();
    let status = ended.map_err(|error| format!("cannot start {}: {error}", words(&command)))?;
    if status.success() { Ok(()) } else { Err(format!("{}: {status}", words(&command))) }
}

/// Runs a command and shows its output. Returns the output and whether the command succeeded.
pub(crate) fn watch(mut command: Command) -> Result<(String, bool), String> {
    let spawned = command.stdout(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| format!("cannot start {}: {error}", words(&command)))?;
    let mut printed = String::new();
    let mut screen = std::io::stdout();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            // Continue the tests even if the terminal is gone.
            let _ = writeln!(screen, "{line}");
            printed.push_str(&line);
            printed.push('\n');
        }
    }
    let status = child.wait().map_err(|error| format!("{}: {error}", words(&command)))?;
    Ok((printed, status.success()))
}

/// The output of a command; `None` if it cannot be run.
pub(crate) fn output(mut command: Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as typed in a terminal.
pub(crate) fn words(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(command.get_program().to_string_lossy()).chain(arguments).collect::<Vec<_>>().join(" ")
}
