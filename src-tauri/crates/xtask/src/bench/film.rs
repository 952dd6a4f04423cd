//! Watches a program start on a screen in memory.

use crate::shell::program;
use std::fs;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const WIDTH: usize = 1366;
const HEIGHT: usize = 768;
/// Between two looks at the screen.
const LOOK: Duration = Duration::from_millis(4);
/// Once nothing but the caret has changed for this long, the program has started.
const STILL: Duration = Duration::from_millis(1500);
const LONGEST: Duration = Duration::from_secs(20);
/// Pixels that a blinking caret changes, at most.
const CARET: usize = 100;
/// In pixels; more than the frame of a window.
const EDGE: usize = 6;
/// Dark pixels that only text brings along; the themes of the pages are light.
const TEXT: usize = 120;

/// Times since the start in milliseconds.
pub(super) struct Start {
    /// A fifth of the screen differs from the empty one.
    pub(super) window: u64,
    /// There is text in the window.
    pub(super) text: u64,
    /// The last change.
    pub(super) still: u64,
    /// Proportional set size of all processes afterwards, in megabytes.
    pub(super) memory: u64,
}

/// A screen, and a new user's home folder.
pub(super) struct Film {
    server: Child,
    display: String,
    buffer: fs::File,
    home: TempDir,
}

impl Film {
    /// Starts a program and returns once its window does not change any more.
    pub(super) fn take(mut command: Command) -> Result<Start, String> {
        let mut film = Self::start()?;
        let empty = film.look()?;
        // A session bus of its own: a second start would only show the window of the first.
        let mut session = program("dbus-run-session", &["--"]);
        session.arg(command.get_program()).args(command.get_args());
        command = session;
        let home = film.home.path().display().to_string();
        command.env("HOME", &home).env("XDG_RUNTIME_DIR", &home).env("DISPLAY", &film.display);
        command.env_remove("WAYLAND_DISPLAY").stdout(Stdio::null()).stderr(Stdio::null());
        let began = Instant::now();
        let mut program = command.spawn().map_err(|error| format!("no start: {error}"))?;
        let seen = film.watch(&empty, began);
        let memory = memory(&home);
        for process in processes(&home) {
            // It may have ended by itself.
            let _ = Command::new("kill").arg("-9").arg(process.file_name().unwrap_or_default()).status();
        }
        program.wait().map_err(|error| error.to_string())?;
        let (window, text, still) = seen?;
        Ok(Start { window, text, still, memory: memory / 1024 })
    }

    fn start() -> Result<Self, String> {
        let home = tempfile::tempdir().map_err(|error| format!("no folder: {error}"))?;
        let (reader, writer) = std::io::pipe().map_err(|error| error.to_string())?;
        let mut command = program("Xvfb", &["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"]);
        command.arg(format!("{WIDTH}x{HEIGHT}x24")).arg("-fbdir").arg(home.path());
        let server = command.stdout(writer).stderr(Stdio::null()).spawn();
        let server = server.map_err(|error| format!("no screen: {error}"))?;
        drop(command);
        let mut number = String::new();
        BufReader::new(reader).read_line(&mut number).map_err(|error| error.to_string())?;
        let display = format!(":{}", number.trim_end());
        let buffer = fs::File::open(home.path().join("Xvfb_screen0")).map_err(|error| error.to_string())?;
        Ok(Self { server, display, buffer, home })
    }

    /// The brightness of the screen's pixels, from 0 to 765.
    fn look(&mut self) -> Result<Vec<u16>, String> {
        let mut dump = Vec::new();
        self.buffer
            .seek(SeekFrom::Start(0))
            .and_then(|_| self.buffer.read_to_end(&mut dump))
            .map_err(|error| format!("no picture: {error}"))?;
        // The pixels are the end of the dump, four bytes each.
        let pixels = dump.len().checked_sub(WIDTH * HEIGHT * 4).ok_or("a picture of another size")?;
        let brightness = |pixel: &[u8]| pixel[..3].iter().copied().map(u16::from).sum();
        Ok(dump[pixels..].chunks_exact(4).map(brightness).collect())
    }

    /// Milliseconds until the window, until its text, and until the last change.
    fn watch(&mut self, empty: &[u16], began: Instant) -> Result<(u64, u64, u64), String> {
        let (mut window, mut text, mut still) = (None, None, began);
        let mut last = empty.to_vec();
        while text.is_none() || still.elapsed() < STILL {
            if began.elapsed() > LONGEST {
                return Err(format!("no start within {} s", LONGEST.as_secs()));
            }
            let now = self.look()?;
            let at = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
            if differing(&now, &last) > CARET {
                still = Instant::now();
                last = now;
            }
            if window.is_none() && differing(&last, empty) > WIDTH * HEIGHT / 5 {
                window = Some(at);
            }
            if window.is_some() && text.is_none() && dark(&last, empty) > TEXT {
                text = Some(at);
            }
            sleep(LOOK);
        }
        let still = u64::try_from((still - began).as_millis()).unwrap_or(u64::MAX);
        window.zip(text).map(|(window, text)| (window, text, still)).ok_or_else(|| "no window".to_owned())
    }
}

impl Drop for Film {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn differing(one: &[u16], other: &[u16]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one != other).count()
}

/// Dark pixels in the window, without its edge. The empty screen is black.
fn dark(now: &[u16], empty: &[u16]) -> usize {
    let changed = now.iter().zip(empty).enumerate().filter(|(_, (now, before))| now != before);
    let places: Vec<(usize, usize)> = changed.map(|(at, _)| (at % WIDTH, at / WIDTH)).collect();
    let edges = |places: &mut dyn Iterator<Item = usize>| {
        places.fold((usize::MAX, 0), |(first, last), at| (first.min(at), last.max(at)))
    };
    let (left, right) = edges(&mut places.iter().map(|(x, _)| *x));
    let (top, bottom) = edges(&mut places.iter().map(|(_, y)| *y));
    let rows = (top + EDGE)..bottom.saturating_sub(EDGE);
    let row = |y: usize| &now[y * WIDTH + left + EDGE..y * WIDTH + right.saturating_sub(EDGE)];
    rows.map(|y| row(y).iter().filter(|pixel| **pixel < 330).count()).sum()
}

/// The folders in `/proc` of the processes with this home.
fn processes(home: &str) -> Vec<std::path::PathBuf> {
    let home = format!("HOME={home}\0").into_bytes();
    let all = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
    all.filter(|process| {
        fs::read(process.join("environ"))
            .is_ok_and(|environment| environment.windows(home.len()).any(|part| part == home))
    })
    .collect()
}

/// In kilobytes.
fn memory(home: &str) -> u64 {
    let of = |process: &Path| {
        let sizes = fs::read_to_string(process.join("smaps_rollup")).ok()?;
        sizes
            .lines()
            .find_map(|line| line.strip_prefix("Pss:"))?
            .split_whitespace()
            .next()?
            .parse::<u64>()
            .ok()
    };
    processes(home).iter().filter_map(|process| of(process)).sum()
}
