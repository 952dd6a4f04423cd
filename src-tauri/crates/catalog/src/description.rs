//! A check as its file describes it.

use crate::words::Words;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A check that lists records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Description {
    /// The name by which the check stands in the record, for ever.
    pub id: String,
    /// The vendor's document, with its version, date and section.
    #[serde(skip)]
    pub document: String,
    /// The path below the service's address.
    #[serde(skip)]
    pub path: String,
    /// Whether the call takes a page; without, it gives every row at once.
    #[serde(skip)]
    pub pages: bool,
    /// Where it stands among the others.
    pub group: Group,
    /// Its fields come from public material, and no answer of the service has been compared with them.
    pub provisional: bool,
    /// An organisation has described it, not the app. Its name says so.
    pub custom: bool,
    /// Whether a hit is bad news.
    pub tone: Tone,
    /// Whether it is ticked before a person chooses.
    pub default: bool,
    /// What it is called.
    pub name: Words,
    /// What is asked, in a sentence.
    pub about: Words,
    /// That `{n}` records were found.
    pub found: Words,
    /// That no record was found.
    pub none: Words,
    /// What the check does not cover.
    pub limits: Words,
    /// The members by which two rows of different days are the same record. Nothing compares days yet.
    #[serde(skip)]
    pub identity: Vec<String>,
    /// The fields of a row, in the order in which people see them.
    pub fields: Vec<Field>,
}

/// What a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Group {
    /// 司法: what courts have decided.
    Judicial,
    /// 行政与税务: what authorities have entered, imposed or demanded.
    Regulatory,
    /// 资产: what the company owns and may lose.
    Assets,
}

/// What a hit means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// Bad news.
    Adverse,
    /// A fact, such as a registration.
    Neutral,
}

/// One field of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The member of the row. Its casing changes from call to call.
    #[serde(skip)]
    pub member: String,
    /// Other names of the same member.
    #[serde(skip)]
    pub also: Vec<String>,
    /// What it is called.
    pub label: Words,
    /// What its value is.
    pub kind: Kind,
    /// Names the row; one field of a check does.
    pub title: bool,
    /// People copy it.
    pub copy: bool,
    /// Stands in the summary.
    pub summary: bool,
    /// Identifies the row and is not shown.
    pub hidden: bool,
}

/// What a value is, and what it takes to read and show one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Kind {
    /// A text as it is.
    Text,
    /// A day.
    Date,
    /// An amount, in yuan unless it says otherwise.
    Money,
    /// Persons and companies.
    Parties {
        /// The member with the vendor's number of the one that `member` names, where they are two members of the row.
        #[serde(skip)]
        number: Option<String>,
    },
    /// One of several words with a meaning.
    Level {
        /// The words, matched whole.
        levels: Vec<Level>,
        /// What it means that none is given.
        unstated: Words,
        /// What to do about any other word.
        unrecognised: Words,
    },
    /// A word that may say that the row is no longer in force.
    Flag {
        /// It does where one of these stands in it, and is not denied.
        #[serde(skip)]
        marks: Vec<String>,
        /// What that means.
        marked: Words,
    },
    /// Rows within the row.
    Table {
        /// Their fields.
        columns: Vec<Field>,
        /// That there are `{n}`.
        count: Words,
        /// That there is none.
        none: Words,
        /// Name of the sheet in the Excel file, in Chinese.
        #[serde(skip)]
        sheet: String,
    },
}

/// A word of a [`Kind::Level`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Level {
    /// The ways to write it.
    #[serde(skip_serializing)]
    #[ts(skip)]
    pub words: Vec<String>,
    /// What it means.
    pub meaning: Words,
    /// Whether people must not overlook it.
    #[serde(default)]
    pub warns: bool,
}

impl Description {
    pub(crate) fn chinese(&self) -> impl Iterator<Item = &str> {
        let sentences = [&self.name, &self.about, &self.found, &self.none, &self.limits];
        sentences
            .into_iter()
            .map(|words| words.zh.as_str())
            .chain(self.fields.iter().flat_map(Field::chinese))
    }
}

impl Description {
    /// The names of its sheets in an Excel file.
    pub(crate) fn sheets(&self) -> impl Iterator<Item = &str> {
        let tables = self.fields.iter().filter_map(|field| match &field.kind {
            Kind::Table { sheet, .. } => Some(sheet.as_str()),
            _ => None,
        });
        [self.name.zh.as_str()].into_iter().chain(tables)
    }
}

impl Field {
    /// Every name of a member that it is read from.
    pub(crate) fn members(&self) -> impl Iterator<Item = &str> {
        let number = match &self.kind {
            Kind::Parties { number } => number.as_deref(),
            _ => None,
        };
        [self.member.as_str()].into_iter().chain(self.also.iter().map(String::as_str)).chain(number)
    }

    fn chinese(&self) -> Vec<&str> {
        let mut texts = vec![self.label.zh.as_str()];
        match &self.kind {
            Kind::Text | Kind::Date | Kind::Money | Kind::Parties { .. } => {}
            Kind::Level { levels, unstated, unrecognised } => {
                texts.extend([&*unstated.zh, &unrecognised.zh]);
                texts.extend(levels.iter().map(|level| &*level.meaning.zh));
            }
            Kind::Flag { marked, .. } => texts.push(&marked.zh),
            Kind::Table { columns, count, none, sheet } => {
                texts.extend([&*count.zh, &none.zh, sheet]);
                texts.extend(columns.iter().flat_map(Self::chinese));
            }
        }
        texts
    }
}
