//! Watches a program start, from outside: on a screen in memory, whose pixels are a file.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Of the screen, in pixels.
pub(super) const SIZE: (usize, usize) = (1366, 768);
/// Only every other pixel of every other line is looked at, which takes less time from the program.
const STEP: usize = 2;
const WIDTH: usize = SIZE.0 / STEP;
const HEIGHT: usize = SIZE.1 / STEP;
/// In pixels that are looked at: a window of 1080 × 720 pixels in the middle, without what a browser draws at
/// its upper edge.
const PAGE: (std::ops::Range<usize>, std::ops::Range<usize>) = (75..608, 30..370);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(4);
/// The program has started once the screen has not changed for this long.
const STILL: Duration = Duration::from_millis(1500);
const TIMEOUT: Duration = Duration::from_secs(20);
/// A blinking caret changes fewer pixels.
const CHANGE: usize = 40;
/// Brightness of text on a light page, at most; the highest is 765. An unpainted part of a window is 0, like
/// the empty screen, and the edges of letters are not.
const DARK: u16 = 330;
/// Fewer dark pixels than this are no text.
const TEXT: usize = 40;

/// How a program started.
pub(super) struct Measured {
    /// From the command to the window, in milliseconds.
    pub(super) window: u64,
    /// From the command to the first text in the window.
    pub(super) text: u64,
    /// From the command to the last change.
    pub(super) still: u64,
    /// Proportional set size of all its processes afterwards, in MiB.
    pub(super) memory: u64,
}

/// Starts a program as a new user does, with an empty home folder and a session bus of its own, and measures it
/// until its window does not change any more.
pub(super) fn measure(command: &Command) -> Result<Measured, String> {
    let mut screen = Screen::start()?;
    let empty = screen.look()?.unwrap_or_default();
    let home = screen.home.path().display().to_string();
    let mut session = Command::new("dbus-run-session");
    session.arg("--").arg(command.get_program()).args(command.get_args()).env_clear();
    session.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LANG", "C.UTF-8");
    session.env("HOME", &home).env("XDG_RUNTIME_DIR", &home).env("DISPLAY", &screen.display);
    session.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let began = Instant::now();
    let mut started = session.spawn().map_err(|error| format!("dbus-run-session: {error}"))?;
    let seen = screen.watch(&empty, began);
    let processes = processes(started.id(), &home);
    let memory = processes.iter().map(|process| pss(process)).sum::<u64>() / 1024;
    for process in processes {
        // It may have ended by itself.
        let _ = Command::new("kill").arg("-9").arg(process.file_name().unwrap_or_default()).output();
    }
    started.wait().map_err(|error| error.to_string())?;
    let (window, text, still) = seen?;
    Ok(Measured { window, text, still, memory })
}

/// A screen, and the folder with its pixels, which is also the user's home.
struct Screen {
    server: Child,
    display: String,
    pixels: PathBuf,
    /// What was seen last.
    last: Vec<u8>,
    home: TempDir,
}

impl Screen {
    fn start() -> Result<Self, String> {
        let home = tempfile::tempdir().map_err(|error| format!("no folder: {error}"))?;
        let (reader, writer) = std::io::pipe().map_err(|error| error.to_string())?;
        let mut command = Command::new("Xvfb");
        command
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{}x{}x24", SIZE.0, SIZE.1))
            .arg("-fbdir")
            .arg(home.path());
        let server = command.stdout(writer).stderr(Stdio::null()).spawn();
        let server = server.map_err(|error| format!("Xvfb: {error}"))?;
        // It holds the other end of the pipe.
        drop(command);
        let mut number = String::new();
        BufReader::new(reader).read_line(&mut number).map_err(|error| error.to_string())?;
        let display = format!(":{}", number.trim_end());
        let pixels = home.path().join("Xvfb_screen0");
        Ok(Self { server, display, pixels, last: Vec::new(), home })
    }

    /// The brightness of every other pixel of every other line, from 0 to 765. `None` if nothing has changed
    /// since the last look.
    fn look(&mut self) -> Result<Option<Vec<u16>>, String> {
        let dump = fs::read(&self.pixels).map_err(|error| format!("the screen cannot be read: {error}"))?;
        if dump == self.last {
            return Ok(None);
        }
        self.last = dump;
        // The pixels are the end of the file, four bytes each.
        let start = self.last.len().checked_sub(4 * SIZE.0 * SIZE.1).ok_or("a screen of another size")?;
        let brightness = |pixel: &[u8]| pixel[..3].iter().copied().map(u16::from).sum();
        let lines = self.last[start..].chunks_exact(4 * SIZE.0).step_by(STEP);
        Ok(Some(lines.flat_map(|line| line.chunks_exact(4).step_by(STEP).map(brightness)).collect()))
    }

    /// Milliseconds until the window, until its text, and until the last change.
    fn watch(&mut self, empty: &[u16], began: Instant) -> Result<(u64, u64, u64), String> {
        let after = |at: Instant| u64::try_from((at - began).as_millis()).unwrap_or(u64::MAX);
        let (mut window, mut text, mut still) = (None, None, began);
        let mut last = empty.to_vec();
        loop {
            let at = Instant::now();
            if let Some(now) = self.look()? {
                if differing(&now, &last) > CHANGE {
                    still = at;
                }
                if window.is_none() && differing(&now, empty) > WIDTH * HEIGHT / 5 {
                    window = Some(at);
                }
                if window.is_some() && text.is_none() && dark(&now) > TEXT {
                    text = Some(at);
                }
                last = now;
            }
            match (window, text) {
                (Some(window), Some(text)) if still.elapsed() > STILL => {
                    return Ok((after(window), after(text), after(still)));
                }
                _ if began.elapsed() > TIMEOUT => {
                    return Err(format!("not started within {} s", TIMEOUT.as_secs()));
                }
                _ => sleep(PAUSE),
            }
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn differing(one: &[u16], other: &[u16]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one != other).count()
}

/// Pixels of the page that may be text.
fn dark(pixels: &[u16]) -> usize {
    let (columns, lines) = PAGE;
    let line = |y: usize| &pixels[y * WIDTH..][columns.clone()];
    lines.flat_map(line).filter(|pixel| (1..DARK).contains(*pixel)).count()
}

/// Proportional set size of a process and all that it started, in MiB, by program. The kernel shortens a name
/// to 15 bytes.
pub(super) fn memory_by_program(first: u32) -> BTreeMap<String, f64> {
    let mut memory = BTreeMap::new();
    for process in processes(first, "/nowhere") {
        let program = fs::read_to_string(process.join("comm")).unwrap_or_default();
        *memory.entry(program.trim().to_owned()).or_default() += pss(&process) as f64 / 1024.0;
    }
    memory
}

/// The folders in `/proc` of a process and all that it started, found by descent and by home: some outlive
/// their parent, others overwrite their environment.
fn processes(first: u32, home: &str) -> Vec<PathBuf> {
    let folders = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
    let all: Vec<(PathBuf, Option<OsString>)> =
        folders.map(|folder| (folder.clone(), parent(&folder))).collect();
    let home = format!("HOME={home}\0").into_bytes();
    let at_home = |folder: &Path| {
        fs::read(folder.join("environ"))
            .is_ok_and(|environment| environment.windows(home.len()).any(|part| part == home))
    };
    let mut found = vec![Path::new("/proc").join(first.to_string())];
    found.extend(all.iter().map(|(folder, _)| folder).filter(|folder| at_home(folder)).cloned());
    let mut at = 0;
    while let Some(id) = found.get(at).and_then(|folder| folder.file_name()).map(ToOwned::to_owned) {
        for (folder, parent) in &all {
            if parent.as_ref() == Some(&id) && !found.contains(folder) {
                found.push(folder.clone());
            }
        }
        at += 1;
    }
    found.sort();
    found.dedup();
    found
}

/// The parent's id: in `stat`, the second word after the name, which is in brackets.
fn parent(process: &Path) -> Option<OsString> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1).map(OsString::from)
}

/// Proportional set size in KiB; 0 once the process has ended.
fn pss(process: &Path) -> u64 {
    let sizes = fs::read_to_string(process.join("smaps_rollup")).unwrap_or_default();
    let size = sizes.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or_default();
    size.split_whitespace().next().and_then(|size| size.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_dark_but_not_unpainted() {
        let mut pixels = vec![765; WIDTH * HEIGHT];
        assert_eq!(dark(&pixels), 0);
        let middle = HEIGHT / 2 * WIDTH + WIDTH / 2;
        pixels[middle..middle + 50].fill(0);
        assert_eq!(dark(&pixels), 0);
        pixels[middle..middle + 10].fill(100);
        assert_eq!(dark(&pixels), 10);
        pixels[..WIDTH * 20].fill(100);
        assert_eq!(dark(&pixels), 10, "the edge is not the page");
    }

    #[test]
    fn a_process_is_found_by_descent_and_by_home_with_its_memory() {
        let folder = |id: u32| Path::new("/proc").join(id.to_string());
        let home = tempfile::tempdir().unwrap().path().display().to_string();
        let mut child = Command::new("cat").env("HOME", &home).stdin(Stdio::piped()).spawn().unwrap();
        let by_descent = processes(std::process::id(), "/nowhere");
        let by_home = processes(u32::MAX, &home);
        let memory = pss(&folder(child.id()));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(by_descent.contains(&folder(child.id())));
        assert!(by_home.contains(&folder(child.id())));
        assert!(memory > 50, "{memory} KiB");
    }
}
