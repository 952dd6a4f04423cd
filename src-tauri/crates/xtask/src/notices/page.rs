//! The format of the file: an HTML page that a test can parse, too.

use super::Part;
use crate::gallery::escaped;
use std::collections::BTreeSet;

/// Start of a part's table row.
pub(super) const ROW: &str = "<tr><td><a href=";
/// Start of the list of packages that are not part of the program, one per line.
pub(super) const OTHERS: &str = "<!-- In Cargo.lock, and no part of the program:";
const HEAD: &str = r#"<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>核查台：第三方软件声明 · Third-party notices</title>
<style>
body { font: 16px/1.6 system-ui, "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85em }
</style>
</head>
<body>
<h1>第三方软件声明 <span lang="en">· Third-party notices</span></h1>
<p>核查台由下列软件组成，感谢它们的作者。每一项都列出版本、许可证，以及许可证与版权声明的全文；点名称可到其源代码的发布处（按 MPL-2.0 发布的部分也从那里取得源代码，未经修改）。有的部分只用于某一种操作系统。</p>
<p lang="en">This program is made of the software below, with thanks to those who wrote it. Each part is listed with its version, its licence, and the full texts of licence and copyright notices; its name leads to where its source is published (that of the parts under MPL-2.0 too, which are used unmodified). Some parts are in the program of one operating system only.</p>
"#;

pub(super) fn write(parts: &[Part], of_page: &[Part], others: &BTreeSet<String>) -> String {
    let mut texts = Texts::default();
    let mut page = HEAD.to_owned();
    table(&mut page, "程序", "The program", parts, &mut texts);
    table(&mut page, "页面", "Its page", of_page, &mut texts);
    page.push_str("<h2>全文 <span lang=\"en\">· Texts</span></h2>\n");
    for (number, text) in texts.0.iter().enumerate() {
        let text = escaped(text.trim_matches('\n'));
        page.push_str(&format!("<h3 id=\"t{0}\">{0}</h3>\n<pre lang=\"en\">\n{text}</pre>\n", number + 1));
    }
    page.push_str(OTHERS);
    for package in others {
        page.push_str(&format!("\n{package}"));
    }
    page.push_str("\n-->\n</body>\n</html>\n");
    page
}

fn table(page: &mut String, chinese: &str, english: &str, parts: &[Part], texts: &mut Texts) {
    page.push_str(&format!("<h2>{chinese} <span lang=\"en\">· {english}</span></h2>\n<table>\n"));
    page.push_str(
        "<tr><th>名称 Name</th><th>版本 Version</th><th>许可证 Licence</th><th>全文 Texts</th></tr>\n",
    );
    for part in parts {
        let links: Vec<_> = part.texts.iter().map(|text| texts.link(text)).collect();
        let (source, name, version) = (escaped(&part.source), escaped(&part.name), escaped(&part.version));
        let (licence, links) = (escaped(&part.licence), links.join(" "));
        page.push_str(&format!(
            "{ROW}\"{source}\">{name}</a></td><td>{version}</td><td>{licence}</td><td>{links}</td></tr>\n"
        ));
    }
    page.push_str("</table>\n");
}

/// Licence texts in the order of their first use. Texts that differ only in white space are merged.
#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    fn link(&mut self, text: &str) -> String {
        let same = |one: &String| one.split_whitespace().eq(text.split_whitespace());
        let number = self.0.iter().position(same).unwrap_or_else(|| {
            self.0.push(text.replace('\r', ""));
            self.0.len() - 1
        });
        format!("<a href=\"#t{0}\">{0}</a>", number + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, text: &str) -> Part {
        Part {
            name: name.to_owned(),
            version: "1.2.3+a".to_owned(),
            source: format!("https://crates.io/crates/{name}/1.2.3+a"),
            licence: "MIT".to_owned(),
            texts: vec![text.to_owned()],
        }
    }

    #[test]
    fn each_part_has_its_row_and_each_text_stands_there_once() {
        let others = BTreeSet::from(["only-tests 2.0.0".to_owned()]);
        let file = write(&[part("one", "a  text"), part("two", "a\ntext")], &[part("three", "<b>")], &others);
        assert!(file.contains("\nonly-tests 2.0.0\n-->"));
        for name in ["one", "two", "three"] {
            assert!(file.contains(&format!("{ROW}\"https://crates.io/crates/{name}/1.2.3+a\">{name}<")));
        }
        assert_eq!(file.matches("<h3 ").count(), 2, "texts that differ in blanks only are one");
        assert!(file.contains("&lt;b&gt;") && !file.contains("<b>"));
    }
}
