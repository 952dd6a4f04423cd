//! A row, read by the description of its check. A field that cannot be read costs that field, with a remark; never the row.

use crate::description::{Description, Field, Kind};
use crate::member::{Member, find, tidy};
use crate::party::Party;
use crate::words::Words;
use crate::{date, level, money};
use qcc::Json;
use serde::Serialize;
use ts_rs::TS;

/// A row as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
pub struct Row {
    /// One for each field of the description, in its order.
    pub values: Vec<Value>,
    /// What did not come as described.
    pub remarks: Vec<Remark>,
}

/// The value of one field. Texts are as received but for blanks around them; an empty text says that nothing is given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Value {
    /// Of [`Kind::Text`].
    Text {
        /// The text.
        raw: String,
    },
    /// Of [`Kind::Date`] and [`Kind::Money`].
    Told {
        /// The text.
        raw: String,
        /// What it says, if not just what stands there.
        told: Option<Words>,
    },
    /// Of [`Kind::Parties`].
    Parties {
        /// In the order of the reply.
        parties: Vec<Party>,
    },
    /// Of [`Kind::Level`].
    Level {
        /// The text.
        raw: String,
        /// Which of the described levels it is; absent for none and for any other.
        level: Option<usize>,
    },
    /// Of [`Kind::Flag`].
    Flag {
        /// The text.
        raw: String,
        /// Whether it says that the row is no longer in force.
        marked: bool,
    },
    /// Of [`Kind::Table`].
    Table {
        /// A value for each column.
        rows: Vec<Vec<Value>>,
    },
    /// Something is given, and nothing of it could be read; a remark has it. It must not look as if nothing were given.
    Unread,
}

/// That a field did not come as described.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    /// The field, with the row of the table that it is in.
    pub field: Words,
    /// What is the matter.
    pub trouble: Trouble,
    /// What stands in the reply; empty where the value shows it.
    pub raw: String,
}

/// What is the matter with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Trouble {
    /// A part of its text could not be decoded; U+FFFD stands there.
    Damaged,
    /// It is nothing that the description knows, and is not shown.
    Unexpected,
    /// The row gives other values for it as well, under other spellings of its name.
    Several,
}

impl Description {
    /// Reads a row of a reply. There are as many values as fields, whatever stands in the row.
    pub fn row(&self, row: &Json) -> Row {
        let mut remarks = Vec::new();
        let values = self
            .fields
            .iter()
            .map(|field| Reader { field, remarks: &mut remarks, within: None }.read(row))
            .collect();
        remarks.extend(damaged_names(row));
        remarks.extend(self.undescribed(row));
        Row { values, remarks }
    }

    /// Members that hold something and that no field describes: beside them, nothing may be said to be all. While the fields
    /// come from public material, any text may be the value of one of them under another name.
    fn undescribed<'a>(&'a self, row: &'a Json) -> impl Iterator<Item = Remark> + 'a {
        let is_known = |name: &str| {
            self.fields.iter().flat_map(Field::members).any(|member| name.eq_ignore_ascii_case(member))
        };
        members(row)
            .iter()
            .filter(move |(_, value)| holds_something(value) || (self.provisional && !value.is_empty()))
            .filter(move |(name, _)| !is_known(name) && !is_damaged_name(name))
            .map(|(name, value)| Remark {
                field: Words::same(name),
                trouble: Trouble::Unexpected,
                raw: value.to_string(),
            })
    }
}

fn members(row: &Json) -> &[(String, Json)] {
    match row {
        Json::Object(members) => members,
        _ => &[],
    }
}

/// Whether anything can stand within: an object with members, or a list with items.
fn holds_something(json: &Json) -> bool {
    match json {
        Json::Object(members) => !members.is_empty(),
        Json::Array(items) => !items.is_empty(),
        _ => false,
    }
}

fn is_damaged_name(name: &str) -> bool {
    name.contains(|c: char| c == char::REPLACEMENT_CHARACTER || c.is_control())
}

/// Members whose name could not be decoded: nobody knows which field they are.
fn damaged_names(row: &Json) -> impl Iterator<Item = Remark> {
    members(row).iter().filter(|(name, _)| is_damaged_name(name)).map(|(name, value)| Remark {
        field: Words::same(name),
        trouble: Trouble::Unexpected,
        raw: value.to_string(),
    })
}

/// Reads one field.
struct Reader<'a> {
    field: &'a Field,
    remarks: &'a mut Vec<Remark>,
    /// Of a column: its table, and which row of it.
    within: Option<(&'a Field, usize)>,
}

impl Reader<'_> {
    fn read(&mut self, row: &Json) -> Value {
        let member = self.member(row, &self.field.member, &self.field.also);
        let value = match &self.field.kind {
            Kind::Text => self.text(member).map(|raw| Value::Text { raw }),
            Kind::Date => self.text(member).map(|raw| Value::Told { told: date::told(&raw), raw }),
            Kind::Money => self.text(member).map(|raw| Value::Told { told: money::told(&raw), raw }),
            Kind::Parties { number: None } => {
                self.items(member, Party::read).map(|parties| Value::Parties { parties })
            }
            Kind::Parties { number: Some(number) } => self.party(row, member, number),
            Kind::Level { levels, .. } => {
                self.text(member).map(|raw| Value::Level { level: level::level(levels, &raw), raw })
            }
            Kind::Flag { marks, .. } => {
                self.text(member).map(|raw| Value::Flag { marked: level::is_marked(marks, &raw), raw })
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

    /// A text; a number keeps its digits. `None` for anything else.
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

    /// What a list holds, or the one thing that stands where a list is described. Every item is a value or remarked: a list of
    /// penalties that holds a null must not read as one without penalties. `None` where nothing of it can be read.
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

    /// One party whose name and number are two members of the row. A list or an object is read as everywhere.
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

/// Whether a text of a party could not be decoded. Those of a table are told by their columns.
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
    /// The text; empty for parties and tables, which have several, and for what is not read.
    pub fn raw(&self) -> &str {
        match self {
            Self::Text { raw }
            | Self::Told { raw, .. }
            | Self::Level { raw, .. }
            | Self::Flag { raw, .. } => raw,
            Self::Parties { .. } | Self::Table { .. } | Self::Unread => "",
        }
    }

    /// Whether nothing is given.
    pub fn is_unstated(&self) -> bool {
        match self {
            Self::Parties { parties } => parties.is_empty(),
            Self::Table { rows } => rows.is_empty(),
            Self::Unread => false,
            _ => self.raw().is_empty(),
        }
    }
}
