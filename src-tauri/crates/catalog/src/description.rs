//! The description of a check, as read from its file.

use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::iter;
use ts_rs::TS;

/// A check that lists records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Description {
    /// Identifies the check in the record; it never changes.
    pub id: String,
    /// The vendor's document, with its version, date and section.
    #[serde(skip)]
    pub document: String,
    /// The path below the service's address.
    #[serde(skip)]
    pub path: String,
    /// Whether the call is paged. Otherwise one reply has every row.
    #[serde(skip)]
    pub pages: bool,
    /// The group under which the check is listed.
    pub group: Group,
    /// The fields come from public material; no reply of the service has been compared with them.
    pub provisional: bool,
    /// Described by an organisation rather than the app. Its name says so.
    pub custom: bool,
    pub tone: Tone,
    /// Whether the check is selected by default.
    pub default: bool,
    pub name: Words,
    /// One sentence about what is checked.
    pub about: Words,
    /// Text if `{n}` records were found.
    pub found: Words,
    /// Text if no record was found.
    pub none: Words,
    /// What the check does not cover.
    pub limits: Words,
    /// Members that identify a record across replies. Not used yet.
    #[serde(skip)]
    pub identity: Vec<String>,
    /// The fields of a row, in display order.
    pub fields: Vec<Field>,
}

/// The subject area of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Group {
    /// 司法: court decisions.
    Judicial,
    /// 行政与税务: entries, penalties and demands by authorities.
    Regulatory,
    /// 资产: what the company owns and may lose.
    Assets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// Bad news.
    Adverse,
    /// A fact, such as a registration.
    Neutral,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The row's member, in any casing: the vendor's varies from call to call.
    #[serde(skip)]
    pub member: String,
    /// Other names of the member.
    #[serde(skip)]
    pub also: Vec<String>,
    pub label: Words,
    pub kind: Kind,
    /// Whether it is the row's title; exactly one field is.
    pub title: bool,
    pub copy: bool,
    pub summary: bool,
    /// Identifies the row and is not displayed.
    pub hidden: bool,
}

/// The type of a value, with what is needed to read and display it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Kind {
    Text,
    Date,
    /// An amount, in yuan unless it names another currency.
    Money,
    Parties {
        /// The member with the vendor's number (KeyNo), if name and number are separate members of the row.
        #[serde(skip)]
        number: Option<String>,
    },
    /// One of several words, each with a meaning.
    Level {
        levels: Vec<Level>,
        /// Text if no level is given.
        unstated: Words,
        /// Advice for any other word.
        unrecognised: Words,
    },
    /// A word that may mean that the row is no longer in force.
    Flag {
        /// The row is no longer in force if the text contains one of these without a negation.
        #[serde(skip)]
        words: Vec<String>,
        /// What that means.
        meaning: Words,
    },
    Table {
        /// The fields of a nested row.
        columns: Vec<Field>,
        /// Text if there are `{n}` rows.
        count: Words,
        /// Text if there are none.
        none: Words,
        /// Chinese sheet name in the Excel file.
        #[serde(skip)]
        sheet: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Level {
    #[serde(skip_serializing)]
    #[ts(skip)]
    pub words: Vec<String>,
    pub meaning: Words,
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

    pub(crate) fn sheets(&self) -> impl Iterator<Item = &str> {
        let tables = self.fields.iter().filter_map(|field| match &field.kind {
            Kind::Table { sheet, .. } => Some(sheet.as_str()),
            _ => None,
        });
        iter::once(self.name.zh.as_str()).chain(tables)
    }
}

impl Field {
    pub(crate) fn members(&self) -> impl Iterator<Item = &str> {
        let number = match &self.kind {
            Kind::Parties { number } => number.as_deref(),
            _ => None,
        };
        iter::once(self.member.as_str()).chain(self.also.iter().map(String::as_str)).chain(number)
    }

    fn chinese(&self) -> Vec<&str> {
        let mut texts = vec![self.label.zh.as_str()];
        match &self.kind {
            Kind::Text | Kind::Date | Kind::Money | Kind::Parties { .. } => {}
            Kind::Level { levels, unstated, unrecognised } => {
                texts.extend([&*unstated.zh, &unrecognised.zh]);
                texts.extend(levels.iter().map(|level| &*level.meaning.zh));
            }
            Kind::Flag { meaning, .. } => texts.push(&meaning.zh),
            Kind::Table { columns, count, none, sheet } => {
                texts.extend([&*count.zh, &none.zh, sheet]);
                texts.extend(columns.iter().flat_map(Self::chinese));
            }
        }
        texts
    }
}
