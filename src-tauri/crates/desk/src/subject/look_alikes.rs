//! Look-alike characters from PDF files, old character sets and input methods. The service compares names by
//! code point, so a name with one of them is billed but not found.

use super::equivalent_ideographs::equivalent;
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};
use unicode_security::skeleton;

/// A text in ordinary characters.
pub(super) struct Ordinary {
    /// The text in ordinary characters; unchanged if it has no look-alikes with a known ordinary form.
    pub(super) text: String,
    /// The look-alikes, without duplicates.
    pub(super) look_alikes: String,
}

/// Which ideograph replaces a radical if the mainland and Unicode's table differ: text from mainland PDF
/// files has ⼾ for 户, but the table gives 戶.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Usage {
    Mainland,
    Unicode,
}

/// Converts a text to ordinary characters. Full-width letters and spaces stay, since a registered name may
/// have them.
pub(super) fn ordinary(text: &str, usage: Usage) -> Ordinary {
    // Compose decomposed letters, as in macOS file names.
    let composed: String = text.nfc().collect();
    let chars: Vec<char> = composed.chars().collect();
    let mut look_alikes: Vec<char> = Vec::new();
    if composed != text {
        look_alikes.extend(text.chars().filter(|&c| is_combining_mark(c) || is_compatibility_ideograph(c)));
    }
    let mut plain = String::new();
    for (at, &c) in chars.iter().enumerate() {
        match form(c, &chars, at, usage) {
            Form::Ordinary => plain.push(c),
            Form::LooksLike(form) => {
                plain.push_str(&form);
                look_alikes.push(c);
            }
            Form::Unknown => {
                plain.push(c);
                look_alikes.push(c);
            }
        }
    }
    let mut seen = HashSet::new();
    look_alikes.retain(|c| seen.insert(*c));
    Ordinary { text: plain.nfc().collect(), look_alikes: look_alikes.into_iter().collect() }
}

/// Whether the character is canonically equivalent to an ideograph, so that normalisation replaces it.
fn is_compatibility_ideograph(c: char) -> bool {
    matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}') && !std::iter::once(c).nfc().eq([c])
}

enum Form {
    Ordinary,
    /// Empty if the character should be removed.
    LooksLike(String),
    /// A private-use or replacement character.
    Unknown,
}

fn form(c: char, text: &[char], at: usize, usage: Usage) -> Form {
    let before = at.checked_sub(1).and_then(|at| text.get(at)).copied();
    let after = text.get(at + 1).copied();
    let between_ideographs = before.is_some_and(is_han) && after.is_some_and(is_han);
    let is_alone = !before.is_some_and(is_kana) && !after.is_some_and(is_kana);
    let beside_ideograph = before.is_some_and(is_han) || after.is_some_and(is_han);
    // Fast path for nearly all characters of a name.
    let common = c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}');
    if common || is_full_width(c) || c.is_whitespace() {
        Form::Ordinary
    } else if let Some(ideograph) = equivalent(c) {
        Form::LooksLike(of_usage(ideograph, usage).to_string())
    } else if is_variation_selector(c) {
        // Also after an ideograph: a Chinese register does not tell the forms of one apart.
        Form::LooksLike(String::new())
    } else if is_private(c) {
        from_gbk(c).map_or(Form::Unknown, |c| Form::LooksLike(c.to_string()))
    } else if matches!(c, '\u{fffc}' | '\u{fffd}') {
        Form::Unknown
    } else if between_ideographs && matches!(c, '—' | '―' | '─' | 'ー') {
        Form::LooksLike("一".to_owned())
    } else if at == 0
        && matches!(c, '\u{2460}'..='\u{249b}' | '\u{2776}'..='\u{2793}')
        && after.is_some_and(is_han)
    {
        // A list number.
        Form::LooksLike(String::new())
    } else if matches!(c, '○' | '◯') && beside_ideograph {
        Form::LooksLike("〇".to_owned())
    } else if let Some(ideograph) =
        prototype(c).filter(|like| is_alone && beside_ideograph && is_kana(c) && is_han(*like))
    {
        // A single kana beside an ideograph is an OCR error, such as ロ for 口.
        Form::LooksLike(ideograph.to_string())
    } else if is_letter_outside_a_syllable(c) {
        let like = LIKE_IDEOGRAPHS.iter().find(|(letter, _)| *letter == c);
        match like {
            _ if !beside_ideograph => Form::Ordinary,
            Some((_, like)) => Form::LooksLike(like.to_string()),
            None => Form::Unknown,
        }
    } else if is_combining_mark(c) && before.is_some_and(is_han) {
        // Ideographs have no combining marks.
        Form::LooksLike(String::new())
    } else if is_of_another_alphabet(c, text, at) {
        latin(c)
    } else {
        let plain: String = std::iter::once(c).nfkc().collect();
        if plain.chars().eq([c]) { Form::Ordinary } else { Form::LooksLike(plain) }
    }
}

fn of_usage(ideograph: char, usage: Usage) -> char {
    match (usage, ideograph) {
        (Usage::Mainland, '戶') => '户',
        (Usage::Mainland, '靑') => '青',
        (Usage::Mainland, '黃') => '黄',
        _ => ideograph,
    }
}

/// Han script without radicals: an ideograph, 〇 or 々.
pub(super) fn is_han(c: char) -> bool {
    c.script() == Script::Han && equivalent(c).is_none()
}

/// Full-width forms of ASCII and the adjacent signs.
pub(super) fn is_full_width(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{ffe0}'..='\u{ffe6}')
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Windows maps eighty ideographs of GBK, such as 䶮 in surnames, to private-use characters. GB 18030 maps the
/// same bytes to the ideographs.
fn from_gbk(c: char) -> Option<char> {
    let at = u8::try_from(u32::from(c).checked_sub(0xe815)?).ok().filter(|at| *at < 80)?;
    // The second byte skips 0x7F.
    let bytes = [0xfe, 0x50 + at + u8::from(at >= 0x2f)];
    let (text, _, _) = encoding_rs::GB18030.decode(&bytes);
    let read = text.chars().next().filter(|c| !is_private(*c) && *c != '\u{fffd}')?;
    Some(equivalent(read).unwrap_or(read))
}

fn is_kana(c: char) -> bool {
    matches!(c.script(), Script::Hiragana | Script::Katakana)
}

/// Letters of 注音 and isolated Korean letters, with the ideographs that they look like. No Unicode table has
/// them.
const LIKE_IDEOGRAPHS: [(char, char); 24] = [
    ('ㄅ', '勹'),
    ('ㄇ', '冂'),
    ('ㄈ', '匚'),
    ('ㄌ', '力'),
    ('ㄎ', '丂'),
    ('ㄏ', '厂'),
    ('ㄒ', '丅'),
    ('ㄔ', '彳'),
    ('ㄕ', '尸'),
    ('ㄖ', '日'),
    ('ㄗ', '卩'),
    ('ㄙ', '厶'),
    ('ㄚ', '丫'),
    ('ㄠ', '幺'),
    ('ㄡ', '又'),
    ('ㄦ', '儿'),
    ('ㄧ', '一'),
    ('ㄨ', '乂'),
    ('ㄩ', '凵'),
    ('ㅁ', '口'),
    ('ㅅ', '人'),
    ('ㅡ', '一'),
    ('ㅣ', '丨'),
    ('ㆍ', '·'),
];

fn is_letter_outside_a_syllable(c: char) -> bool {
    matches!(c, '\u{3105}'..='\u{312f}' | '\u{3131}'..='\u{318e}')
}

/// A non-Latin letter within a Latin word, within a code, or among ideographs, which are only combined with
/// Latin letters; and a phonetic letter anywhere. A word in a single other alphabet is left alone.
fn is_of_another_alphabet(c: char, text: &[char], at: usize) -> bool {
    if matches!(c, '\u{250}'..='\u{2af}' | '\u{1d00}'..='\u{1dbf}') {
        return true;
    }
    if !c.is_alphabetic()
        || matches!(c.script(), Script::Latin | Script::Han | Script::Common | Script::Inherited)
    {
        return false;
    }
    let is_of_word = |c: &&char| c.is_alphanumeric() && !is_han(**c);
    let start = at - text[..at].iter().rev().take_while(is_of_word).count();
    let word = || text[start..].iter().take_while(is_of_word);
    let digits = || word().filter(|c| c.is_ascii_digit()).count();
    let among_ideographs =
        || text.iter().any(|c| is_han(*c)) && word().all(|c| matches!(latin(*c), Form::LooksLike(_)));
    word().any(|c| c.script() == Script::Latin) || digits() >= 8 || among_ideographs()
}

/// The prototype in UTS #39 of all characters that look alike, if it is a single character.
fn prototype(c: char) -> Option<char> {
    let text = c.to_string();
    let mut like = skeleton(&text);
    let first = like.next();
    first.filter(|_| like.next().is_none())
}

/// The Latin letter or digit that a letter of another alphabet looks like.
fn latin(c: char) -> Form {
    match prototype(c) {
        // The table uses l as the prototype of 1, I and l.
        Some('l') if c.is_uppercase() => Form::LooksLike("I".to_owned()),
        Some(like) if like.is_ascii_alphanumeric() => Form::LooksLike(like.to_string()),
        _ => Form::Ordinary,
    }
}

/// Normalises a text for searching the record and for finding orders of the same company: ignores look-alikes,
/// width, case, and the forms of brackets and spaces.
pub(crate) fn searchable(text: &str) -> String {
    let plain = ordinary(text, Usage::Mainland).text;
    let folded = plain.nfkc().flat_map(char::to_lowercase);
    folded
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '[' | '〔' | '【' | '〖' => '(',
            ']' | '〕' | '】' | '〗' => ')',
            '•' | '‧' | '・' | '∙' | '⋅' => '·',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        ordinary(text, Usage::Mainland).text
    }

    #[test]
    fn every_kind_of_look_alike_has_its_ordinary_form() {
        for (look_alike, ordinary) in [
            ("示例⼯贸有限公司", "示例工贸有限公司"),
            ("示例⻓江有限公司", "示例长江有限公司"),
            ("示例商⼾", "示例商户"),
            ("示例金\u{f90a}融", "示例金金融"),
            ("示例\u{2f80f}公司", "示例兔公司"),
            ("示例㇐号店", "示例一号店"),
            ("示例ロ腔医院", "示例口腔医院"),
            ("示例统—公司", "示例统一公司"),
            ("二○二店", "二〇二店"),
            ("示例㈱", "示例(株)"),
            ("示例①店", "示例1店"),
            ("①示例公司", "示例公司"),
            ("示例ｱ公司", "示例ア公司"),
            ("𝐄xample Ltd", "Example Ltd"),
            ("Exаmple Ltd", "Example Ltd"),
            ("ﬁrst Example", "first Example"),
            ("Cafe\u{301} Example", "Café Example"),
            ("\u{fe0f}示例", "示例"),
            ("示例\u{fe0f}有限公司", "示例有限公司"),
            ("示例\u{fe0e}有限公司", "示例有限公司"),
            ("示例\u{fe00}有限公司", "示例有限公司"),
            ("示例\u{180b}有限公司", "示例有限公司"),
            ("示例\u{180f}有限公司", "示例有限公司"),
            ("示例𠮷野家\u{e0100}", "示例𠮷野家"),
            ("示例々\u{e01ef}", "示例々"),
            ("Example\u{fe0f} Ltd", "Example Ltd"),
            ("示例\u{e863}公司", "示例䶮公司"),
            ("9144011677119037５Е", "9144011677119037５E"),
            ("91440116771190375Ε", "91440116771190375E"),
            ("示例Ο有限公司", "示例O有限公司"),
            ("示例А股公司", "示例A股公司"),
            ("Shɑnɡhai Example", "Shanghai Example"),
            ("示例ㄧ号店", "示例一号店"),
            ("示例ㅁ岸公司", "示例口岸公司"),
            ("艾力ㆍ示例", "艾力·示例"),
            ("示例有\u{20dd}限公司", "示例有限公司"),
            ("示\u{302a}例公司", "示例公司"),
        ] {
            assert_eq!(plain(look_alike), ordinary, "{look_alike}");
            assert!(!self::ordinary(look_alike, Usage::Mainland).look_alikes.is_empty(), "{look_alike}");
        }
        assert_eq!(ordinary("商⼾", Usage::Unicode).text, "商戶");
    }

    #[test]
    fn private_use_is_pointed_out_without_a_guess() {
        for unknown in ["\u{e000}", "\u{f0000}", "\u{fffd}", "\u{e831}"] {
            let found = ordinary(&format!("示例{unknown}公司"), Usage::Mainland);
            assert_eq!(found.look_alikes, unknown);
            assert!(found.text.contains(unknown), "{}", unknown.escape_unicode());
        }
    }

    #[test]
    fn ordinary_names_hold_no_look_alikes() {
        for name in [
            "示例ＡＢＣ（中国）有限公司",
            "示例佐々木商店",
            "二〇二店",
            "示例𠮷野家",
            "示例の店",
            "示例\u{fa0e}公司",
            "ООО Пример",
            "Завод 5А",
            "Παράδειγμα ΑΕ",
            "示例Ω公司",
            "示例αβ公司",
            "예시ㅁ회사",
            "Xəzər Example",
            "サンプル株式会社",
            "예시 주식회사",
            "Café Example Ltd.",
            "示例——上海",
        ] {
            let found = ordinary(name, Usage::Mainland);
            assert_eq!((found.look_alikes.as_str(), found.text.as_str()), ("", name));
        }
    }

    #[test]
    fn the_record_is_searched_without_regard_to_how_a_name_is_written() {
        for (written, searched) in [
            ("示例（上海）ＡＢＣ有限公司", "示例(上海)abc"),
            ("示例(上海)有限公司", "（上海）"),
            ("示例⼯贸有限公司", "工贸"),
            ("示例工贸有限公司", "⼯贸"),
            ("Example  Trading Co., Ltd.", "example trading"),
            ("示例・艾力", "·艾"),
            ("９１４４", "9144"),
        ] {
            assert!(searchable(written).contains(&searchable(searched)), "{written} {searched}");
        }
    }
}
