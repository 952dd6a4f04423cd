//! The gallery: screenshots of every state of every screen, on one page without scripts.

use crate::shell::{cargo, root, run, target};
use serde::Deserialize;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Names from the window tests, with titles.
const VARIANTS: [(&str, &str); 4] = [
    ("zh-CN-light", "中文 · 浅色"),
    ("zh-CN-dark", "中文 · 深色"),
    ("en-light", "English · light"),
    ("en-dark", "English · dark"),
];
const SIZES: [(&str, &str); 3] =
    [("1366", "1366 × 768"), ("200-percent", "1366 × 768, 200 %"), ("683", "683 × 768")];

/// A state as written by the window tests.
#[derive(Default, Deserialize)]
#[serde(default)]
struct State {
    name: String,
    chinese: String,
    english: String,
    how: String,
}

/// Visits every state in the real window, writes the page beside the screenshots, and prints its path.
pub(crate) fn take() -> Result<(), String> {
    let folder = target().join("gallery");
    // Remove screenshots of states that no longer exist.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    // Also show the output of successful tests, which includes what axe could not decide.
    let walks = ["--include-ignored", "--show-output", "--test-threads", "2", "gallery::every_state_of"];
    let mut command = cargo(&[&["test", "--workspace", "--test", "window", "--"], &walks[..]].concat());
    command.env("QCC_DESK_GALLERY", &folder);
    let walked = run(command);
    // Write the page even after a failure, which is best diagnosed in the screenshots.
    let page = page(&states(&folder)?, |picture| folder.join(picture).exists());
    let index = folder.join("index.html");
    fs::write(&index, page).map_err(|error| error.to_string())?;
    println!("{}", index.strip_prefix(root()).unwrap_or(&index).display());
    walked
}

/// All states reached, without duplicates, in the order of the tests.
fn states(folder: &Path) -> Result<Vec<State>, String> {
    let mut lists: Vec<_> = fs::read_dir(folder)
        .map_err(|error| error.to_string())?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    lists.sort();
    let mut states = Vec::new();
    for list in lists {
        let text = fs::read(&list).map_err(|error| format!("{}: {error}", list.display()))?;
        let list: Vec<State> = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
        states.extend(list);
    }
    let mut seen = HashSet::new();
    states.retain(|state: &State| seen.insert(state.name.clone()));
    Ok(states)
}

fn page(states: &[State], exists: impl Fn(&str) -> bool) -> String {
    let mut contents = String::new();
    let mut sections = String::new();
    for State { name, chinese, english, how } in states {
        let [name, chinese, english, how] = [name, chinese, english, how].map(|text| escaped(text));
        let _ = writeln!(contents, "<li><a href=\"#{name}\">{chinese}</a></li>");
        let _ = write!(
            sections,
            "<section id=\"{name}\">\n<h2>{chinese} · <span lang=\"en\">{english}</span></h2>\n<p><code>{name}</code> · {how}</p>\n<table>\n<tr><td></td>"
        );
        for (_, variant) in VARIANTS {
            let _ = write!(sections, "<th scope=\"col\">{variant}</th>");
        }
        for (size, size_words) in SIZES {
            let _ = write!(sections, "</tr>\n<tr><th scope=\"row\">{size_words}</th>");
            for (variant, variant_words) in VARIANTS {
                let picture = format!("{name}-{variant}-{size}.png");
                let cell = if exists(&picture) {
                    format!(
                        "<a href=\"{picture}\"><img src=\"{picture}\" loading=\"lazy\" alt=\"{chinese}, {variant_words}, {size_words}\"></a>"
                    )
                } else {
                    "–".to_owned()
                };
                let _ = write!(sections, "<td>{cell}</td>");
            }
        }
        sections.push_str("</tr>\n</table>\n</section>\n");
    }
    PAGE.replace("CONTENTS", &contents)
        .replace("SECTIONS", &sections)
        .replace("COUNT", &states.len().to_string())
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>核查台：每个界面的每种状态</title>
<style>
body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; }
ol { columns: 18rem; }
h2 { margin: 3rem 0 0; font-size: 1.25rem; }
p { margin: 0 0 0.5rem; color: #555; }
table { border-collapse: collapse; }
th { padding: 0.25rem 0.5rem; font-weight: 400; text-align: start; }
td { padding: 0.25rem; vertical-align: top; }
img { width: 22vw; border: 1px solid #bbb; }
</style>
<h1>核查台：每个界面的每种状态（COUNT）</h1>
<ol>
CONTENTS</ol>
SECTIONS</html>
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(name: &str) -> State {
        let text = |text: &str| text.to_owned();
        State {
            name: text(name), chinese: text("输入框"), english: text("Search"), how: text("Type <b>&")
        }
    }

    #[test]
    fn each_state_has_a_section_with_a_picture_of_each_variant_and_size() {
        let page = page(&[sample("search"), sample("record")], |_| true);
        for state in ["search", "record"] {
            assert!(page.contains(&format!("<section id=\"{state}\">")), "{page}");
            for (variant, _) in VARIANTS {
                for (size, _) in SIZES {
                    assert!(page.contains(&format!("<img src=\"{state}-{variant}-{size}.png\"")), "{page}");
                }
            }
        }
        assert!(!page.contains("<script"), "it needs no script");
    }

    #[test]
    fn what_is_said_of_a_state_is_text_and_a_missing_picture_is_no_broken_one() {
        let page = page(&[sample("search")], |picture| picture.contains("dark"));
        assert!(page.contains("Type &lt;b&gt;&amp;") && !page.contains("Type <b>"), "{page}");
        assert!(page.contains("<td>–</td>") && !page.contains("search-en-light"), "{page}");
    }

    #[test]
    fn a_state_that_several_walks_reached_stands_there_once() {
        let folder = target().join("test-gallery");
        fs::create_dir_all(&folder).unwrap();
        for list in ["demo-en-dark.json", "demo-zh-CN-light.json"] {
            let states = r#"[{ "name": "a", "how": "x" }, { "name": "b" }]"#;
            fs::write(folder.join(list), states).unwrap();
        }
        let names: Vec<_> = states(&folder).unwrap().into_iter().map(|state| state.name).collect();
        assert_eq!(names, ["a", "b"]);
    }
}
