use std::fmt;

use crate::{company::companies, signature::fingerprint};

/// The file format of a report (`reportFormat` in the report's document).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Pdf,
    Word,
}

impl Format {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Word => "docx",
        }
    }

    fn digit(self) -> char {
        match self {
            Self::Pdf => '1',
            Self::Word => '2',
        }
    }
}

/// An order number that encodes the whole order, so that orders survive a restart without being stored: a
/// demo order still completes after the app was closed. It takes 30 of the documented 32 characters: `RB`,
/// Unix milliseconds (13), company (2), format (1), serial (4), checksum (8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrderNo {
    /// Unix time in milliseconds.
    pub(crate) placed: i64,
    /// Position in [`companies`].
    pub(crate) company: usize,
    pub(crate) format: Format,
    /// Distinguishes orders within a millisecond.
    pub(crate) serial: u16,
}

impl OrderNo {
    /// Parses a number that a sandbox issued; `None` for any other text.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let order = Self {
            placed: text.get(2..15)?.parse().ok()?,
            company: text.get(15..17)?.parse().ok()?,
            format: if text.get(17..18)? == "2" { Format::Word } else { Format::Pdf },
            serial: text.get(18..22)?.parse().ok()?,
        };
        (order.company < companies().len() && order.to_string() == text).then_some(order)
    }
}

impl fmt::Display for OrderNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { placed, company, format, serial } = *self;
        let order = format!("RB{placed:013}{company:02}{}{serial:04}", format.digit());
        let checksum = fingerprint(&["sandbox report order", &order])[..8].to_uppercase();
        write!(f, "{order}{checksum}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: OrderNo = OrderNo { placed: 1_700_000_000_123, company: 3, format: Format::Word, serial: 7 };

    #[test]
    fn an_order_number_holds_the_whole_order_in_32_characters() {
        let text = ORDER.to_string();
        assert!(text.len() <= 32, "{text}");
        assert_eq!(OrderNo::read(&text), Some(ORDER));
    }

    #[test]
    fn a_made_up_order_number_is_not_read() {
        let text = ORDER.to_string();
        for position in 0..text.len() {
            let mut forged = text.clone().into_bytes();
            forged[position] = if forged[position] == b'9' { b'8' } else { b'9' };
            assert_eq!(OrderNo::read(&String::from_utf8(forged).unwrap()), None, "changed at {position}");
        }
        for made_up in
            ["", "123456", "RB", "示例订单号示例订单号示例订单号", &text[..29], &format!("{text}0")]
        {
            assert_eq!(OrderNo::read(made_up), None, "{made_up}");
        }
    }
}
