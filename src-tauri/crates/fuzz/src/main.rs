//! One target, named by `FUZZ_TARGET`, under libFuzzer. Without that name it lists the targets and their seeds.
#![no_main]

use fuzz::{TARGETS, Target};
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
