//! Golden files: the evidence for the sandbox's replies, word for word, and the findings behind it. The
//! page's tests render the same findings as cards and summaries.
//!
//! `UPDATE_GOLDEN=1` rewrites the files.

use super::{EvidenceFormat, EvidenceOf, EvidenceSetting, read};
use crate::archive::Archive;
use crate::desk::Desk;
use crate::testing::{Workplace, start, subject};
use catalog::ListCheck;
use evidence::{Block, document, sheets};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use store::check::LookUpCheck;
use store::finding::Finding;
use tokio_util::sync::CancellationToken;

/// Together, they cover every kind of field and every way in which a list can end.
const SUBJECTS: [&str; 14] = [
    "示例远洋贸易有限公司",
    "示例环海物流集团有限公司",
    "示例青禾农业科技有限公司",
    "示例云杉软件有限公司",
    "示例北辰矿业有限公司",
    "示例星火电子制造有限公司",
    "示例晨曦纺织有限公司",
    "示例蓝鲸渔业有限公司",
    "示例松涛木业有限公司",
    "示例玉衡精密仪器有限公司",
    "示例旧港船务有限公司",
    "示例白露食品有限公司",
    "示例长风国际货运代理有限公司",
    "示例矛盾有限公司",
];

/// The companies for which the lists that are not selected by default have rows, in various formats.
const LISTED: [&str; 3] =
    ["示例远洋贸易有限公司", "示例环海物流集团有限公司", "示例极光（集团）股份有限公司"];

fn checks(default: bool) -> impl Iterator<Item = LookUpCheck> {
    ListCheck::all().filter(move |check| check.default == default).map(LookUpCheck::List)
}

#[tokio::test]
async fn evidence_says_of_lists_that_are_chosen_what_it_always_said() {
    let Workplace { desk, home, .. } = &Workplace::new().await;
    let mut text = String::new();
    for name in LISTED {
        let asked = ask(desk, name, checks(false)).await;
        writeln!(text, "======== {name}").unwrap();
        text.push_str(&masked(&evidence_of(desk.archive(), home.path(), &asked), &asked));
    }
    same("src/dossier/golden/chosen.txt", &text);
}

#[tokio::test]
async fn evidence_says_of_the_sandbox_what_it_always_said() {
    let Workplace { desk, home, .. } = &Workplace::new().await;
    let (mut text, mut findings) = (String::new(), Vec::new());
    for name in SUBJECTS {
        let asked = ask(desk, name, checks(true)).await;
        writeln!(text, "======== {name}").unwrap();
        text.push_str(&masked(&evidence_of(desk.archive(), home.path(), &asked), &asked));
        findings.extend(asked);
    }
    same("src/dossier/golden/evidence.txt", &text);
    let described: Vec<_> = ListCheck::all().map(ListCheck::description).collect();
    let json = serde_json::to_string_pretty(&described).unwrap() + "\n";
    same("../../../ui/src/testing/catalogue.json", &json);
    let json = serde_json::to_string_pretty(&findings).unwrap() + "\n";
    same("../../../ui/src/testing/sandbox-findings.json", &masked(&json, &findings));
}

async fn ask(desk: &Desk, name: &str, checks: impl Iterator<Item = LookUpCheck>) -> Vec<Finding> {
    let subject = subject(name);
    let mut findings = Vec::new();
    for check in checks {
        let cancel = CancellationToken::new();
        findings.push(desk.look_up(check, &subject, false, &cancel).await.unwrap());
    }
    findings
}

fn evidence_of(archive: &Archive, folder: &Path, findings: &[Finding]) -> String {
    let of = EvidenceOf {
        calls: findings.iter().map(|finding| finding.call).collect(),
        orders: Vec::new(),
        formats: vec![EvidenceFormat::Pdf, EvidenceFormat::Excel],
    };
    let setting = EvidenceSetting { folder, version: "9.8.7", at: start() };
    let dossier = read::read(archive, &of, setting).unwrap();
    let mut text = String::from("---- PDF\n");
    for block in document(&dossier) {
        write_block(&mut text, &block);
    }
    for sheet in sheets(&dossier) {
        writeln!(text, "---- Excel: {}", sheet.name).unwrap();
        let heads: Vec<&str> = sheet.columns.iter().map(|(name, _)| &**name).collect();
        writeln!(text, "{}", heads.join("\t")).unwrap();
        for row in &sheet.rows {
            writeln!(text, "{}", row.join("\t").replace('\n', "⏎")).unwrap();
        }
    }
    text
}

fn write_block(text: &mut String, block: &Block) {
    match block {
        Block::Title(content) => writeln!(text, "# {content}"),
        Block::Heading(content) => writeln!(text, "## {content}"),
        Block::Subheading(content) => writeln!(text, "### {content}"),
        Block::Sentence(content) => writeln!(text, "**{content}**"),
        Block::Text(content) | Block::Quiet(content) | Block::Introduction(content) => {
            writeln!(text, "{content}")
        }
        Block::Notice(lines) => writeln!(text, "! {}", lines.join("⏎")),
        Block::Fields(fields) => fields
            .iter()
            .try_for_each(|field| writeln!(text, "{}: {}", field.label, field.value.replace('\n', "⏎"))),
        Block::Table(table) | Block::Contents { table, .. } => {
            let heads: Vec<&str> = table.columns.iter().map(|(name, _)| &**name).collect();
            writeln!(text, "| {}", heads.join(" | ")).unwrap();
            table.rows.iter().try_for_each(|row| writeln!(text, "| {}", row.join(" | ").replace('\n', "⏎")))
        }
        Block::Picture { alt, .. } => writeln!(text, "[{alt}]"),
    }
    .unwrap();
}

/// The text without values that differ in every run.
fn masked(text: &str, findings: &[Finding]) -> String {
    let mut text = text.to_owned();
    for finding in findings {
        text = text.replace(&finding.source.host, "sandbox.example");
        for receipt in &finding.receipts {
            for each in [&receipt.order_number, &receipt.sha256].into_iter().flatten() {
                text = text.replace(each, &"0".repeat(each.len()));
            }
        }
    }
    text
}

/// Regenerating is two commands: see “Adding a field” in `docs/checks.md`.
const IF_MEANT: &str = "left is today's text; if the change is meant: UPDATE_GOLDEN=1 cargo test --workspace --lib dossier::golden, then npm test -- -u src/checks/sandbox.test.ts in ui/";

#[track_caller]
fn same(file: &str, text: &str) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (golden, today)) in (1..).zip(golden.lines().zip(text.lines())) {
        assert_eq!(today, golden, "{file}:{number}: {IF_MEANT}");
    }
    assert_eq!(text.lines().count(), golden.lines().count(), "{file}: {IF_MEANT}");
}
