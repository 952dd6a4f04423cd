//! Reads a row by the check's description. An unreadable field costs that field and leaves a remark, never
//! the row.

use crate::description::{Description, Field, Kind};
use crate::member::{Member, find, tidy};
use crate::party::Party;
use crate::words::Words;
use crate::{date, level, money};
use qcc::Json;
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
pub struct Row {
    /// One value per field of the description, in the same order.
    pub values: Vec<Value>,
    /// Whatever deviates from the description.
    pub remarks: Vec<Remark>,
}

/// The value of a field. Texts are trimmed but otherwise as received; an empty one means that none is given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Value {
    Text {
        /// The text as received.
        raw: String,
    },
    Interpreted {
        /// The text as received.
        raw: String,
        /// Its reading, if that differs from the text.
        reading: Option<Words>,
    },
    Parties {
        /// In reply order.
        parties: Vec<Party>,
    },
    Level {
        /// The text as received.
        raw: String,
        /// Index of the level; absent if none is given or it is unrecognised.
        level: Option<usize>,
    },
    Flag {
        /// The text as received.
        raw: String,
        /// Whether the row is no longer in force.
        marked: bool,
    },
    Table {
        /// For each row, one value per column.
        rows: Vec<Vec<Value>>,
    },
    /// A value that could not be read at all; a remark quotes it. It must not look like an empty value.
    Unread,
}

/// A deviation from the description.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    /// The field, and for a table the row.
    pub field: Words,
    pub trouble: Trouble,
    /// The text in the reply; empty if the value shows it.
    pub raw: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Trouble {
    /// Part of its text could not be decoded and was replaced by U+FFFD.
    Damaged,
    /// Not of the described type; it is not shown.
    Unexpected,
    /// The row has further values for it, under other spellings of its name.
    Several,
}

impl Description {
    /// Reads a row of a reply. There is always one value per field.
    pub fn row(&self, row: &Json) -> Row {
        let mut remarks = Vec::new();
        let values = self
            .fields
            .iter()
            .map(|field| Reader { field, remarks: &mut remarks, within: None }.read(row))
            .collect();
        remarks.extend(damaged_names(row));
        remarks.extend(undescribed(row, &self.fields, self.provisional));
        Row { values, remarks }
    }
}

fn members(row: &Json) -> &[(String, Json)] {
    match row {
        Json::Object(members) => members,
        _ => &[],
    }
}

/// Non-empty members that no field describes: with them, the row must not count as complete. If the fields come
/// from public material, this includes texts, since any may be a described value under another name.
fn undescribed<'a>(
    row: &'a Json,
    fields: &'a [Field],
    provisional: bool,
) -> impl Iterator<Item = Remark> + 'a {
    let is_known =
        |name: &str| fields.iter().flat_map(Field::members).any(|member| name.eq_ignore_ascii_case(member));
    members(row)
        .iter()
        .filter(move |(_, value)| value.holds_values() || (provisional && !value.is_empty()))
        .filter(move |(name, _)| !is_known(name) && !is_damaged_name(name))
        .map(unexpected)
}

fn is_damaged_name(name: &str) -> bool {
    name.contains(|c: char| c == char::REPLACEMENT_CHARACTER || c.is_control())
}

/// Members whose names could not be decoded, so that their field is unknown.
fn damaged_names(row: &Json) -> impl Iterator<Item = Remark> {
    members(row).iter().filter(|(name, _)| is_damaged_name(name)).map(unexpected)
}

fn unexpected((name, value): &(String, Json)) -> Remark {
    Remark { field: Words::same(name), trouble: Trouble::Unexpected, raw: value.to_string() }
}

struct Reader<'a> {
    field: &'a Field,
    remarks: &'a mut Vec<Remark>,
    /// For a column: its table and the row number.
    within: Option<(&'a Field, usize)>,
}

impl Reader<'_> {
    fn read(&mut self, row: &Json) -> Value {
        let member = self.member(row, &self.field.member, &self.field.also);
        let value = match &self.field.kind {
            Kind::Text => self.text(member).map(|raw| Value::Text { raw }),
            Kind::Date => {
                self.text(member).map(|raw| Value::Interpreted { reading: date::interpret(&raw), raw })
            }
            Kind::Money => {
                self.text(member).map(|raw| Value::Interpreted { reading: money::interpret(&raw), raw })
            }
            Kind::Parties { number: None } => {
                self.items(member, Party::read).map(|parties| Value::Parties { parties })
            }
            Kind::Parties { number: Some(number) } => self.party(row, member, number),
            Kind::Level { levels, .. } => {
                self.text(member).map(|raw| Value::Level { level: level::level(levels, &raw), raw })
            }
            Kind::Flag { words, .. } => {
                self.text(member).map(|raw| Value::Flag { marked: level::is_marked(words, &raw), raw })
            }
            Kind::Table { columns, .. } => {
                let rows = self.items(member, |item| matches!(item, Json::Object(_)).then(|| item.clone()));
                rows.map(|rows| Value::Table {
                    rows: (1..).zip(rows).map(|(number, row)| self.columns(columns, number, &row)).collect(),
                })
            }
        };
        value.unwrap_or(Value::Unread)
    }

    fn member<'j>(&mut self, row: &'j Json, name: &str, also: &[String]) -> Option<&'j Json> {
        match find(row, name, also) {
            Member::Absent => None,
            Member::One(json) => Some(json),
            Member::Several(json, others) => {
                let others: Vec<String> = others.iter().map(ToString::to_string).collect();
                self.remark(Trouble::Several, others.join(" "));
                Some(json)
            }
        }
    }

    /// A text, or a number with all its digits. `None` for anything else.
    fn text(&mut self, member: Option<&Json>) -> Option<String> {
        match member {
            None => Some(String::new()),
            Some(Json::Text(text) | Json::Number(text)) => Some(tidy(text).to_owned()),
            Some(Json::Damaged(text)) => {
                self.remark(Trouble::Damaged, String::new());
                Some(tidy(text).to_owned())
            }
            Some(other) => {
                self.remark(Trouble::Unexpected, other.to_string());
                None
            }
        }
    }

    /// The items of a list, or the single value in its place. Every item becomes a value or a remark: a list
    /// of penalties that contains a null must not look empty. `None` if nothing could be read.
    fn items<T>(&mut self, member: Option<&Json>, read: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
        let items = match member {
            None => &[],
            Some(Json::Array(items)) => items.as_slice(),
            Some(Json::Object(members)) if members.is_empty() => {
                self.remark(Trouble::Unexpected, "{}".to_owned());
                return None;
            }
            Some(one) => std::slice::from_ref(one),
        };
        if items.iter().any(is_damaged) {
            self.remark(Trouble::Damaged, String::new());
        }
        if matches!(self.field.kind, Kind::Parties { .. }) {
            self.remarks.extend(items.iter().flat_map(damaged_names));
        }
        let (mut values, mut unread) = (Vec::new(), false);
        for item in items {
            match read(item) {
                Some(value) => values.push(value),
                None => {
                    self.remark(Trouble::Unexpected, item.to_string());
                    unread = true;
                }
            }
        }
        (!unread || !values.is_empty()).then_some(values)
    }

    /// A party whose name and number are two members of the row. A list or an object is read as usual.
    fn party(&mut self, row: &Json, member: Option<&Json>, number: &str) -> Option<Value> {
        let number = self.member(row, number, &[]);
        if let Some(Json::Array(_) | Json::Object(_)) = member {
            if let Some(number) = number {
                self.remark(Trouble::Unexpected, number.to_string());
            }
            return Some(Value::Parties { parties: self.items(member, Party::read)? });
        }
        let name = self.text(member);
        let key_no = self.text(number);
        let is_unread = name.is_none() || key_no.is_none();
        let (name, key_no) = (name.unwrap_or_default(), key_no.unwrap_or_default());
        let parties = match (name.is_empty() && key_no.is_empty(), is_unread) {
            (true, true) => return None,
            (true, false) => Vec::new(),
            (false, _) => vec![Party::new(&name, &key_no)],
        };
        Some(Value::Parties { parties })
    }

    fn columns(&mut self, columns: &[Field], number: usize, row: &Json) -> Vec<Value> {
        let within = Some((self.field, number));
        self.remarks.extend(damaged_names(row));
        self.remarks.extend(undescribed(row, columns, false));
        columns.iter().map(|field| Reader { field, remarks: self.remarks, within }.read(row)).collect()
    }

    fn remark(&mut self, trouble: Trouble, raw: String) {
        let field = match self.within {
            None => self.field.label.clone(),
            Some((table, number)) => Words::of(
                format!("{} {number} · {}", table.label.zh, self.field.label.zh),
                format!("{} {number} · {}", table.label.en, self.field.label.en),
            ),
        };
        self.remarks.push(Remark { field, trouble, raw });
    }
}

/// Whether a text of a party could not be decoded. In tables, the columns report it.
fn is_damaged(item: &Json) -> bool {
    match item {
        Json::Damaged(_) => true,
        Json::Object(members) => members.iter().any(|(name, value)| {
            matches!(value, Json::Damaged(_))
                && ["name", "keyno"].iter().any(|known| name.eq_ignore_ascii_case(known))
        }),
        _ => false,
    }
}

impl Value {
    /// The text as received; empty for parties, tables and unread values.
    pub fn raw(&self) -> &str {
        match self {
            Self::Text { raw }
            | Self::Interpreted { raw, .. }
            | Self::Level { raw, .. }
            | Self::Flag { raw, .. } => raw,
            Self::Parties { .. } | Self::Table { .. } | Self::Unread => "",
        }
    }

    /// Whether no value is given.
    pub fn is_unstated(&self) -> bool {
        match self {
            Self::Parties { parties } => parties.is_empty(),
            Self::Table { rows } => rows.is_empty(),
            Self::Unread => false,
            _ => self.raw().is_empty(),
        }
    }
}
