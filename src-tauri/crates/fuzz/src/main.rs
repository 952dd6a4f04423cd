//! Runs the target in `FUZZ_TARGET` under libFuzzer. Without it, lists the targets and their seeds.
#![no_main]

use fuzz::{TARGETS, Target, with_a_member};
use libfuzzer_sys::fuzzer_mutate;
use std::sync::LazyLock;

static CHOSEN: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| {
        for target in TARGETS {
            println!("{} {}", target.name, target.seeds);
        }
        std::process::exit(2)
    })
});

libfuzzer_sys::fuzz_target!(
    init: LazyLock::force(&CHOSEN),
    |bytes: &[u8]| (CHOSEN.run)(bytes)
);

// One mutation in four adds a member to a reply.
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if CHOSEN.reads_replies() && seed.is_multiple_of(4) {
        let grown = with_a_member(&data[..size], seed / 4);
        if grown.len() <= max_size {
            data[..grown.len()].copy_from_slice(&grown);
            return grown.len();
        }
    }
    fuzzer_mutate(data, size, max_size)
});
