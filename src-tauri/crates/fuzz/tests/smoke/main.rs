//! Runs every target on its seeds and several thousand mutations of them, the same in every run.
#![allow(clippy::unwrap_used)]

use fastrand::Rng;
use fuzz::{TARGETS, Target, with_a_member};
use std::path::Path;

const MUTATIONS: usize = 3000;
const PIECES: &[&str] = &[
    "null",
    "[]",
    "{}",
    "\"\"",
    "\"201\"",
    "0",
    "1",
    "1e999",
    "\"Result\":",
    "\"Data\":",
    "\"VerifyResult\":",
    "\"Paging\":",
    "\"status\":",
    "\\u0053",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\0",
    "\n",
    ".",
    " ",
    "/",
    "CON",
    "@",
    ":8080",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "11010519491231002X",
    "91440116771190375E",
    "13800138000",
    "⼯",
    "\u{3000}",
    "\t",
    "-",
    "Ｘ",
];

fn withstands(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let seeds = seeds(target);
    assert!(seeds.len() >= 5, "{} seeds", seeds.len());
    let mut random = Rng::with_seed(2026);
    let mut mutations: Vec<_> = (0..MUTATIONS).map(|_| mutated(&mut random, &seeds)).collect();
    if target.reads_replies() {
        mutations.extend((0..MUTATIONS).map(|_| grown(&mut random, &seeds)));
    }
    let broken: Vec<_> = seeds
        .iter()
        .cloned()
        .chain(mutations)
        .filter(|bytes| std::panic::catch_unwind(|| (target.run)(bytes)).is_err())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    assert!(broken.is_empty(), "{name} fails on {broken:#?}");
}

/// A valid example with one to three additional members.
fn grown(random: &mut Rng, seeds: &[Vec<u8>]) -> Vec<u8> {
    let seed = random.choice(seeds).unwrap().clone();
    (0..random.usize(1..4)).fold(seed, |reply, _| with_a_member(&reply, random.u32(..)))
}

fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(target.seeds);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn mutated(random: &mut Rng, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = random.choice(seeds).unwrap().clone();
    for _ in 0..random.usize(1..5) {
        let (a, b) = (random.usize(..=bytes.len()), random.usize(..=bytes.len()));
        let (start, end) = (a.min(b), a.max(b));
        match random.u8(..7) {
            0 if start < bytes.len() => bytes[start] ^= 1 << random.u8(..8),
            1 if start < bytes.len() => bytes[start] = random.u8(..),
            2 => bytes.truncate(end),
            3 => drop(bytes.drain(start..end.min(start + 40))),
            4 => {
                let piece = bytes[start..end.min(start + 200)].to_vec();
                bytes.splice(end..end, piece);
            }
            5 => {
                let other = random.choice(seeds).unwrap();
                bytes.splice(start.., other[random.usize(..=other.len())..].iter().copied());
            }
            _ => drop(bytes.splice(start..start, random.choice(PIECES).unwrap().bytes())),
        }
    }
    bytes
}

macro_rules! every_target_withstands_its_mutated_seeds {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            withstands(stringify!($name));
        })*

        #[test]
        fn no_target_is_left_out() {
            let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

every_target_withstands_its_mutated_seeds! {
    envelope lists snapshot report quota picture report_file address file_name subject
}
