//! What cargo says of a build, read from its messages.

use crate::shell::{cargo, output, words};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What came of a build.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    /// The workspace's packages: their names by their manifests.
    members: BTreeMap<PathBuf, String>,
    /// Whether cargo was content.
    succeeded: bool,
    /// Errors anywhere and warnings in the workspace's own code, as rustc shows them.
    pub(crate) complaints: Vec<String>,
    /// The workspace's packages of which something was compiled.
    compiled: BTreeSet<String>,
    /// How many libraries, programs and tests of theirs that were.
    targets: usize,
    /// The programs of tests that were linked.
    pub(crate) tests: Vec<TestProgram>,
}

/// A program of tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TestProgram {
    /// Its package, and what else of the package it is than the library's own tests: `desk`, `desk jobs`.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// The package's folder, in which cargo runs tests.
    pub(crate) folder: PathBuf,
}

/// Runs a command of cargo's that builds, and reads what comes of it. Progress is shown as it goes.
///
/// # Errors
/// Only if cargo does not run; a build that fails is told in what is returned.
pub(crate) fn compile(mut command: Command) -> Result<Compiled, String> {
    let mut compiled = Compiled { members: members()?, ..Compiled::default() };
    command.arg("--message-format=json").stdout(Stdio::piped());
    let failed = |command: &Command, error| format!("{} does not run: {error}", words(command));
    let mut child = command.spawn().map_err(|error| failed(&command, error))?;
    for line in child.stdout.take().into_iter().flat_map(|output| BufReader::new(output).lines()) {
        compiled.add(&line.map_err(|error| failed(&command, error))?);
    }
    compiled.succeeded = child.wait().map_err(|error| failed(&command, error))?.success();
    Ok(compiled)
}

fn members() -> Result<BTreeMap<PathBuf, String>, String> {
    let printed = output(cargo(&["metadata", "--no-deps", "--format-version=1", "--locked"]));
    let metadata: Value = serde_json::from_str(&printed.unwrap_or_default())
        .map_err(|error| format!("cargo metadata: {error}"))?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    Ok(packages.map(|package| (text(&package["manifest_path"]).into(), text(&package["name"]))).collect())
}

impl Compiled {
    /// # Errors
    /// If it failed, or there were warnings in the workspace's own code: those of code for another system are seen nowhere
    /// else.
    pub(crate) fn fine(&self) -> Result<(), String> {
        match (self.complaints.is_empty(), self.succeeded) {
            (true, true) => Ok(()),
            (true, false) => Err("cargo failed, and says above why".into()),
            (false, _) => Err(self.complaints.join("\n")),
        }
    }

    /// How much of the workspace was compiled.
    ///
    /// # Errors
    /// If a package was left out.
    pub(crate) fn covers_workspace(&self) -> Result<String, String> {
        let left_out: Vec<_> =
            self.members.values().filter(|name| !self.compiled.contains(*name)).cloned().collect();
        match left_out.is_empty() {
            true => Ok(format!("{} targets of {} packages", self.targets, self.compiled.len())),
            false => Err(format!("nothing was compiled of: {}", left_out.join(", "))),
        }
    }

    /// Reads one message.
    fn add(&mut self, line: &str) {
        let Ok(message) = serde_json::from_str::<Value>(line) else { return };
        let manifest = Path::new(message["manifest_path"].as_str().unwrap_or_default());
        let package = self.members.get(manifest);
        let target = &message["target"];
        match (message["reason"].as_str(), package) {
            (Some("compiler-message"), _) => {
                let level = message["message"]["level"].as_str();
                if level == Some("error") || (level == Some("warning") && package.is_some()) {
                    let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
                    self.complaints.push(rendered.to_owned());
                }
            }
            // A build script runs here, and is compiled for here.
            (Some("compiler-artifact"), Some(package)) if target["kind"][0] != "custom-build" => {
                self.compiled.insert(package.clone());
                self.targets += 1;
                if let (Some(true), Some(path), Some(folder)) =
                    (message["profile"]["test"].as_bool(), message["executable"].as_str(), manifest.parent())
                {
                    let name = match target["kind"][0].as_str() {
                        Some("lib") => package.clone(),
                        Some("bin") => format!("{package} (program)"),
                        _ => format!("{package} {}", target["name"].as_str().unwrap_or_default()),
                    };
                    self.tests.push(TestProgram { name, path: path.into(), folder: folder.to_owned() });
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn workspace() -> Compiled {
        let members = [("/r/desk/Cargo.toml", "desk"), ("/r/qcc/Cargo.toml", "qcc")];
        let members = members.map(|(manifest, name)| (manifest.into(), name.to_owned())).into();
        Compiled { members, succeeded: true, ..Compiled::default() }
    }

    fn complaint(manifest: &str, level: &str) -> String {
        json!({"reason": "compiler-message", "manifest_path": manifest,
               "message": {"level": level, "rendered": format!("{level} in {manifest}")}})
        .to_string()
    }

    fn artifact(manifest: &str, kind: &str, executable: Option<&str>) -> String {
        json!({"reason": "compiler-artifact", "manifest_path": manifest, "executable": executable,
               "target": {"kind": [kind], "name": "jobs"}, "profile": {"test": executable.is_some()}})
        .to_string()
    }

    #[test]
    fn a_warning_in_our_own_code_is_a_complaint_and_one_in_a_librarys_is_not() {
        let mut compiled = workspace();
        compiled.add(&complaint("/registry/other/Cargo.toml", "warning"));
        assert_eq!(compiled.fine(), Ok(()));
        compiled.add(&complaint("/r/desk/Cargo.toml", "warning"));
        assert_eq!(compiled.fine(), Err("warning in /r/desk/Cargo.toml".to_owned()));
    }

    #[test]
    fn an_error_is_a_complaint_wherever_it_is() {
        let mut compiled = workspace();
        compiled.add(&complaint("/registry/other/Cargo.toml", "error"));
        assert!(compiled.fine().is_err());
    }

    #[test]
    fn a_build_that_fails_without_a_complaint_is_not_fine() {
        assert!(Compiled { succeeded: false, ..workspace() }.fine().is_err());
    }

    #[test]
    fn a_package_of_which_only_the_build_script_was_compiled_is_left_out() {
        let mut compiled = workspace();
        compiled.add(&artifact("/r/desk/Cargo.toml", "lib", None));
        compiled.add(&artifact("/r/qcc/Cargo.toml", "custom-build", None));
        assert_eq!(compiled.covers_workspace(), Err("nothing was compiled of: qcc".to_owned()));
        compiled.add(&artifact("/r/qcc/Cargo.toml", "lib", None));
        assert_eq!(compiled.covers_workspace(), Ok("2 targets of 2 packages".to_owned()));
    }

    #[test]
    fn programs_of_tests_are_found_with_the_folder_to_run_them_in() {
        let mut compiled = workspace();
        compiled.add(&artifact("/r/desk/Cargo.toml", "lib", None));
        compiled.add(&artifact("/r/desk/Cargo.toml", "lib", Some("/t/desk.exe")));
        compiled.add(&artifact("/r/desk/Cargo.toml", "test", Some("/t/jobs.exe")));
        let program = |name: &str, path: &str| TestProgram {
            name: name.into(),
            path: path.into(),
            folder: "/r/desk".into(),
        };
        assert_eq!(compiled.tests, [program("desk", "/t/desk.exe"), program("desk jobs", "/t/jobs.exe")]);
    }
}
