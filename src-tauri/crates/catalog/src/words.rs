use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A text in the app's two languages. `{n}` stands for a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub zh: String,
    pub en: String,
    /// English for the number 1, if it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub one: Option<String>,
}

impl Words {
    /// A text that reads the same in both languages.
    pub(crate) fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text, one: None }
    }

    pub(crate) fn of(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into(), one: None }
    }

    /// The Chinese text with this number.
    pub fn zh_of(&self, n: &str) -> String {
        self.zh.replace("{n}", n)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        [self.zh.as_str(), self.en.as_str()].into_iter().chain(self.one.as_deref())
    }

    pub(crate) fn with_original(self, raw: &str) -> Self {
        Self {
            zh: format!("{}（原文：{raw}）", self.zh),
            en: format!("{} (as received: {raw})", self.en),
            one: None,
        }
    }

    /// States that the service gives no value.
    pub(crate) fn unstated() -> Self {
        Self::of("未载明", "not stated")
    }
}
