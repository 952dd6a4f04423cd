//! Counts the lines that are not tests, for each crate and for the page.

use crate::shell::{output, program, root};
use std::collections::BTreeMap;
use std::path::Path;

/// Generated files are not counted, since nobody edits them.
const GENERATED: [&str; 2] = ["ui/src/bindings.ts", "src-tauri/crates/evidence/src/words.rs"];

pub(crate) fn lines() -> Result<(), String> {
    let files =
        output(program("git", &["ls-files", "*.rs", "*.ts", "*.svelte"])).ok_or("git names no files")?;
    let mut weights: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for file in files.lines().filter(|file| !is_test(file) && !GENERATED.contains(file)) {
        let text = std::fs::read_to_string(root().join(file)).map_err(|error| format!("{file}: {error}"))?;
        let (files, lines) = weights.entry(part(file)).or_default();
        *files += 1;
        *lines += without_tests(&text).count();
    }
    for (part, (files, lines)) in &weights {
        println!("{lines:>7} lines in {files:>3} files  {part}");
    }
    println!("{:>7} lines", weights.values().map(|(_, lines)| lines).sum::<usize>());
    Ok(())
}

/// Whether only tests use the file. `bindings` generates the page's types, `rules` and `modules` check the
/// architecture, and `testing` contains helpers for tests.
fn is_test(file: &str) -> bool {
    let name = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    ["/tests/", "/benches/", "/testing/"].iter().any(|folder| file.contains(folder))
        || name.ends_with(".test")
        || ["tests", "golden", "bindings", "rules", "modules", "testing"].contains(&name)
}

fn part(file: &str) -> &str {
    match file.strip_prefix("src-tauri/crates/").and_then(|rest| rest.split_once('/')) {
        Some((name, _)) => name,
        None if file.starts_with("ui/") => "the page",
        None => "the shell",
    }
}

fn without_tests(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |line: &&str| *line == "#[cfg(test)]";
    let lines: Vec<&str> = text.lines().collect();
    // The test module is the last item of a file; test helpers before it are small.
    let end = lines
        .windows(2)
        .position(|pair| is_end(&pair[0]) && pair[1].starts_with("mod ") && pair[1].ends_with('{'))
        .unwrap_or(lines.len());
    lines.into_iter().take(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_weigh_nothing() {
        let text = "fn one() {}\n#[cfg(test)]\nmod golden;\nfn two() {}\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(without_tests(text).count(), 4);
        assert!(is_test("ui/src/App.test.ts") && is_test("src-tauri/tests/window/main.rs"));
        assert!(!is_test("ui/src/App.svelte") && !is_test("src-tauri/crates/xtask/src/test.rs"));
    }

    #[test]
    fn what_is_generated_is_there_under_its_name_and_says_so() {
        for file in GENERATED {
            let text = std::fs::read_to_string(root().join(file)).unwrap();
            let head = text.lines().next().unwrap();
            assert!(
                head.to_lowercase().contains("generated") || head.contains("Written by"),
                "{file}: {head}"
            );
        }
    }

    #[test]
    fn every_file_has_its_part() {
        assert_eq!(part("src-tauri/crates/qcc/src/lib.rs"), "qcc");
        assert_eq!(part("src-tauri/src/lib.rs"), "the shell");
        assert_eq!(part("ui/src/main.ts"), "the page");
    }
}
