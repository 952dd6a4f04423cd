//! Parses the files in `checks/` strictly: an error gives the file, the line and what is expected.

use crate::description::{Description, Field, Group, Kind, Level, Tone};
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use toml::Spanned;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[error("{file}:{line}: {what}")]
#[ts(rename = "CheckFileError")]
pub struct Error {
    pub file: String,
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong and what is expected.
    pub what: String,
}

/// A check as written in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Spanned<String>,
    document: String,
    path: Spanned<String>,
    #[serde(default = "yes")]
    pages: bool,
    group: Group,
    #[serde(default)]
    provisional: bool,
    tone: Tone,
    #[serde(default)]
    default: bool,
    name: Spanned<Words>,
    about: Spanned<Words>,
    found: Spanned<Words>,
    none: Spanned<Words>,
    limits: Spanned<Words>,
    identity: Vec<Spanned<String>>,
    fields: Vec<Spanned<WrittenField>>,
}

fn yes() -> bool {
    true
}

/// A field as written in the file. Options that only some kinds have are optional.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    member: Spanned<String>,
    #[serde(default)]
    also: Vec<Spanned<String>>,
    kind: Spanned<WrittenKind>,
    label: Spanned<Words>,
    #[serde(default)]
    title: bool,
    #[serde(default)]
    copy: bool,
    #[serde(default)]
    summary: bool,
    #[serde(default)]
    hidden: bool,
    number: Option<Spanned<String>>,
    levels: Option<Vec<Spanned<Level>>>,
    unstated: Option<Spanned<Words>>,
    unrecognised: Option<Spanned<Words>>,
    words: Option<Spanned<Vec<String>>>,
    meaning: Option<Spanned<Words>>,
    columns: Option<Vec<Spanned<WrittenField>>>,
    count: Option<Spanned<Words>>,
    none: Option<Spanned<Words>>,
    sheet: Option<Spanned<String>>,
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenKind {
    Text,
    Date,
    Money,
    Parties,
    Level,
    Flag,
    Table,
}

pub(crate) fn all(files: &[(&str, &str)]) -> Result<Vec<Description>, Error> {
    let mut read: Vec<Description> = Vec::new();
    for (file, text) in files {
        let description = describe(file, text)?;
        check_unique(file, &description, &read)?;
        read.push(description);
    }
    Ok(read)
}

/// Checks that id, path, name and sheets are unique.
pub(crate) fn check_unique<'a>(
    file: &str,
    description: &Description,
    others: impl IntoIterator<Item = &'a Description>,
) -> Result<(), Error> {
    let error = |what| Err(Error { file: file.to_owned(), line: 1, what });
    // Excel ignores case.
    let mut sheets = HashSet::from(TAKEN_SHEETS.map(str::to_owned));
    let mut fits = |sheet: &str| is_sheet_name(sheet) && sheets.insert(sheet.to_lowercase());
    if let Some(sheet) = description.sheets().find(|sheet| !fits(sheet)) {
        return error(format!("expected a name that an Excel sheet can have and no other has, not {sheet}"));
    }
    let twice = |other: &Description| {
        other.id == description.id
            || other.path == description.path
            || other.sheets().any(|sheet| sheets.contains(&sheet.to_lowercase()))
    };
    if others.into_iter().any(twice) {
        return error("another check has the same id, path, name or sheet".to_owned());
    }
    Ok(())
}

/// The evidence's own sheets, and a name that Excel reserves.
const TAKEN_SHEETS: [&str; 4] = ["概要", "订单", "凭据", "history"];

/// Whether Excel accepts it as the name of a sheet.
fn is_sheet_name(name: &str) -> bool {
    (1..=31).contains(&name.encode_utf16().count())
        && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])
        && !name.starts_with('\'')
        && !name.ends_with('\'')
}

/// Parses the content of a description file.
pub fn describe(file: &str, text: &str) -> Result<Description, Error> {
    let file = File { name: file, text };
    let written: Written = toml::from_str(text).map_err(|error| {
        file.error(error.span().map_or(0, |span| span.start), error.message().replace('\n', ", "))
    })?;
    file.check(written)
}

/// The file being parsed, for error messages.
struct File<'a> {
    name: &'a str,
    text: &'a str,
}

impl File<'_> {
    fn error(&self, at: usize, what: impl Into<String>) -> Error {
        let line = 1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        Error { file: self.name.to_owned(), line, what: what.into() }
    }

    fn check(&self, written: Written) -> Result<Description, Error> {
        let id = written.id.get_ref();
        if !id.starts_with(|c: char| c.is_ascii_lowercase())
            || !id.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Err(self.error(written.id.span().start, "id: expected a name such as exitRestriction"));
        }
        let path = written.path.get_ref();
        if !path.starts_with('/') || path.contains(|c: char| c.is_whitespace() || "?#".contains(c)) {
            return Err(self.error(written.path.span().start, "path: expected a path such as /api/yj/…"));
        }
        let found = self.counted(written.found, "found")?;
        let fields = self.fields(written.fields)?;
        for member in &written.identity {
            if !fields.iter().any(|field| field.member == *member.get_ref()) {
                let what = format!("identity: expected a described member, not {}", member.get_ref());
                return Err(self.error(member.span().start, what));
            }
        }
        if fields.iter().filter(|field| field.title).count() != 1 {
            return Err(self.error(0, "expected one field with `title = true`"));
        }
        Ok(Description {
            id: written.id.into_inner(),
            document: written.document,
            path: written.path.into_inner(),
            pages: written.pages,
            group: written.group,
            provisional: written.provisional,
            custom: false,
            tone: written.tone,
            default: written.default,
            name: self.non_empty(written.name, "name")?,
            about: self.non_empty(written.about, "about")?,
            found,
            none: self.non_empty(written.none, "none")?,
            limits: self.non_empty(written.limits, "limits")?,
            identity: written.identity.into_iter().map(Spanned::into_inner).collect(),
            fields,
        })
    }

    fn fields(&self, written: Vec<Spanned<WrittenField>>) -> Result<Vec<Field>, Error> {
        let mut members = HashSet::new();
        let mut fields = Vec::new();
        for field in written {
            let field = field.into_inner();
            let names = [Some(&field.member), field.number.as_ref()].into_iter().flatten().chain(&field.also);
            for name in names {
                if name.get_ref().is_empty() || !members.insert(name.get_ref().to_ascii_lowercase()) {
                    let what = format!("expected a member that no other field has, not {:?}", name.get_ref());
                    return Err(self.error(name.span().start, what));
                }
            }
            fields.push(self.field(field)?);
        }
        Ok(fields)
    }

    fn field(&self, mut written: WrittenField) -> Result<Field, Error> {
        let (at, kind) = (written.kind.span().start, *written.kind.get_ref());
        if written.title && (kind != WrittenKind::Text || written.hidden) {
            return Err(self.error(at, "kind: expected \"text\" for the title, and not hidden"));
        }
        let words = |written: &mut Option<Spanned<Words>>, option| {
            self.non_empty(self.required(at, written, option)?, option)
        };
        let kind = match kind {
            WrittenKind::Text => Kind::Text,
            WrittenKind::Date => Kind::Date,
            WrittenKind::Money => Kind::Money,
            WrittenKind::Parties => Kind::Parties { number: written.number.take().map(Spanned::into_inner) },
            WrittenKind::Level => Kind::Level {
                levels: self.levels(self.required(at, &mut written.levels, "levels")?)?,
                unstated: words(&mut written.unstated, "unstated")?,
                unrecognised: words(&mut written.unrecognised, "unrecognised")?,
            },
            WrittenKind::Flag => Kind::Flag {
                words: self.required(at, &mut written.words, "words")?.into_inner(),
                meaning: words(&mut written.meaning, "meaning")?,
            },
            WrittenKind::Table => Kind::Table {
                columns: self.columns(self.required(at, &mut written.columns, "columns")?)?,
                count: self.counted(self.required(at, &mut written.count, "count")?, "count")?,
                none: words(&mut written.none, "none")?,
                sheet: self.required(at, &mut written.sheet, "sheet")?.into_inner(),
            },
        };
        let left = [
            written.number.map(|each| ("number", each.span())),
            written.levels.map(|_| ("levels", written.kind.span())),
            written.unstated.map(|each| ("unstated", each.span())),
            written.unrecognised.map(|each| ("unrecognised", each.span())),
            written.words.map(|each| ("words", each.span())),
            written.meaning.map(|each| ("meaning", each.span())),
            written.columns.map(|_| ("columns", written.kind.span())),
            written.count.map(|each| ("count", each.span())),
            written.none.map(|each| ("none", each.span())),
            written.sheet.map(|each| ("sheet", each.span())),
        ];
        if let Some((option, span)) = left.into_iter().flatten().next() {
            return Err(self.error(span.start, format!("`{option}` belongs to another kind")));
        }
        Ok(Field {
            member: written.member.into_inner(),
            also: written.also.into_iter().map(Spanned::into_inner).collect(),
            label: self.non_empty(written.label, "label")?,
            kind,
            title: written.title,
            copy: written.copy,
            summary: written.summary,
            hidden: written.hidden,
        })
    }

    /// Takes an option that the kind at `at` must have.
    fn required<T>(&self, at: usize, written: &mut Option<T>, option: &str) -> Result<T, Error> {
        written.take().ok_or_else(|| self.error(at, format!("expected `{option}` for this kind")))
    }

    fn columns(&self, written: Vec<Spanned<WrittenField>>) -> Result<Vec<Field>, Error> {
        for column in &written {
            let WrittenField { kind, title, summary, hidden, .. } = column.get_ref();
            if *title || *summary || *hidden {
                return Err(
                    self.error(kind.span().start, "a column is neither title, in the summary, nor hidden")
                );
            }
            if matches!(kind.get_ref(), WrittenKind::Level | WrittenKind::Flag | WrittenKind::Table) {
                return Err(
                    self.error(kind.span().start, "kind: expected text, date, money or parties in a table")
                );
            }
        }
        self.fields(written)
    }

    fn levels(&self, written: Vec<Spanned<Level>>) -> Result<Vec<Level>, Error> {
        let mut words = HashSet::new();
        let mut levels = Vec::new();
        for level in written {
            let at = level.span().start;
            let level = level.into_inner();
            if level.words.is_empty()
                || !level.words.iter().all(|word| words.insert(crate::level::normalise(word)))
            {
                return Err(self.error(at, "words: expected words that no other level has"));
            }
            levels.push(Level {
                meaning: self.non_empty(Spanned::new(at..at, level.meaning), "meaning")?,
                ..level
            });
        }
        Ok(levels)
    }

    fn non_empty(&self, words: Spanned<Words>, option: &str) -> Result<Words, Error> {
        if words.get_ref().all().any(|text| text.trim().is_empty()) {
            return Err(self.error(words.span().start, format!("{option}: expected a text in each language")));
        }
        Ok(words.into_inner())
    }

    /// Checks a sentence that contains a number.
    fn counted(&self, words: Spanned<Words>, option: &str) -> Result<Words, Error> {
        if words.get_ref().all().any(|text| text.matches("{n}").count() != 1) {
            return Err(
                self.error(words.span().start, format!("{option}: expected {{n}} once in each language"))
            );
        }
        self.non_empty(words, option)
    }
}

#[cfg(test)]
mod tests;
