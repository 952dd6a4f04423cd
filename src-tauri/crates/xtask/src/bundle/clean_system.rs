//! A minimal Debian system in a folder, for installing a package that must declare all its dependencies.

use crate::prerequisites::is_root;
use crate::shell::{output, program, run, target};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a program in the given folder, with this machine's devices, processes and temporary files. The mounts
/// are private to the program and end with it.
const INSIDE: &str = r#"root=$1; shift
for folder in dev proc sys tmp; do mount --rbind "/$folder" "$root/$folder" || exit 1; done
exec chroot "$root" "$@""#;

/// Files that change independently of the package: the package manager's own data, caches, and what Mesa
/// stores in the home of every user who opens a window.
const BOOKS: [&str; 6] =
    ["var/lib/dpkg/", "var/lib/apt/", "var/log/", "var/cache/", "etc/ld.so.cache", "root/.cache"];

pub(crate) struct CleanSystem(PathBuf);

impl CleanSystem {
    /// Creates the system, of the same release and from the same mirror as this machine.
    pub(crate) fn make() -> Result<Self, String> {
        if !is_root() {
            return Err(
                "Run this as root: it creates a system in a folder and installs packages in it.".to_owned()
            );
        }
        let (release, mirror) = release_and_mirror()?;
        let root = target().join("clean-system");
        let shown = root.display().to_string();
        run(program("rm", &["-rf", "--one-file-system", &shown]))?;
        fs::create_dir_all(&root).map_err(|error| error.to_string())?;
        run(program("debootstrap", &["--variant=minbase", &release, &shown, &mirror]))?;
        // Installed packages must not start services, which nothing would stop.
        let policy = root.join("usr/sbin/policy-rc.d");
        write_program(&policy, "#!/bin/sh\nexit 101\n")?;
        let system = Self(root);
        system.apt(&["update"])?;
        Ok(system)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = program("unshare", &["--mount", "--", "sh", "-c", INSIDE, "sh"]);
        command.arg(&self.0).args(words).env("DEBIAN_FRONTEND", "noninteractive").env("LC_ALL", "C.UTF-8");
        command
    }

    /// Runs apt non-interactively in the system.
    pub(crate) fn apt(&self, words: &[&str]) -> Result<(), String> {
        let quietly = ["apt-get", "-qq", "-y", "-o=Dpkg::Use-Pty=0", "--no-install-recommends"];
        run(self.command(&[&quietly[..], words].concat()))
    }

    pub(crate) fn says(&self, words: &[&str]) -> String {
        output(self.command(words)).unwrap_or_default()
    }

    /// Writes a script that runs a program in the system.
    pub(crate) fn write_starter(&self, starter: &Path, inside: &str) -> Result<(), String> {
        let text = format!(
            "#!/bin/sh\nexec unshare --mount -- sh -c '{INSIDE}' sh '{}' {inside} \"$@\"\n",
            self.0.display()
        );
        write_program(starter, &text)
    }

    pub(crate) fn take(&self, file: &Path) -> Result<String, String> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let inside = format!("/var/cache/apt/archives/{name}");
        fs::copy(file, self.0.join(&inside[1..])).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(inside)
    }

    /// All files and folders with their sizes, except the package manager's data.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files = files(&self.0);
        files.retain(|path, _| !BOOKS.iter().any(|book| path.starts_with(book)));
        files
    }
}

/// All files and folders below a folder, on the same file system, with the sizes of files.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, String> {
    let below = [&folder.to_string_lossy(), "-xdev", "-mindepth", "1", "-printf", "%y\t%s\t%P\n"];
    let listed = output(program("find", &below)).unwrap_or_default();
    listed
        .lines()
        .filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
        .map(|[kind, size, path]: [&str; 3]| {
            // A folder's own size depends on its history.
            let size = if kind == "d" { kind } else { size };
            (path.to_owned(), size.to_owned())
        })
        .collect()
}

fn write_program(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    run(program("chmod", &["755", &path.to_string_lossy()]))
}

/// This machine's release and its mirror, from apt's configuration.
fn release_and_mirror() -> Result<(String, String), String> {
    let format = ["indextargets", "--format", "$(LABEL)|$(CODENAME)|$(REPO_URI)", "Created-By: Packages"];
    let listed = output(program("apt-get", &format)).unwrap_or_default();
    main_archive(&listed).ok_or_else(|| format!("apt names no archive of Debian or Ubuntu:\n{listed}"))
}

/// The release's main archive; those of its updates have longer names.
fn main_archive(listed: &str) -> Option<(String, String)> {
    listed
        .lines()
        .filter_map(|line| line.split('|').collect::<Vec<_>>().try_into().ok())
        .filter(|[label, release, _]: &[&str; 3]| {
            matches!(*label, "Debian" | "Ubuntu") && !release.contains('-')
        })
        .map(|[_, release, mirror]| (release.to_owned(), mirror.to_owned()))
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clean_system_comes_from_where_this_machine_has_its_own() {
        let listed = "Debian|bookworm-updates|http://mirror.example/debian/\n\
            Debian-Security|bookworm-security|http://mirror.example/security/\n\
            Other|stable|http://other.example/\n\
            Debian|bookworm|http://mirror.example/debian/\n";
        let expected = ("bookworm".to_owned(), "http://mirror.example/debian/".to_owned());
        assert_eq!(main_archive(listed), Some(expected));
        assert_eq!(main_archive("Other|stable|http://other.example/\n"), None);
    }
}
