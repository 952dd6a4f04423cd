//! Text that is typed or pasted, and may be sent.

use desk::{Question, Recognised, Recognition, Subject, Timestamp, recognise};

/// 2026-11-29 in Asia/Shanghai. Later birth dates are invalid.
const NOW: i64 = 1_795_910_400;
const TODAY: u32 = 20_261_129;

/// Types the bytes: a text that may be sent is printable, does not change when typed again, and is not a
/// personal number. If it is doubtful as a company name, it is not sent without confirmation.
pub fn subject(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let now = Timestamp::from_second(NOW).expect("a time");
    let recognition = recognise(&typed, now);
    let at_once = Subject::parse(&typed, now, &[]);
    let confirmed = Subject::parse(&typed, now, &recognition.questions);
    recognised_alike(&typed, &recognition, now);
    assert_eq!(at_once.is_ok(), confirmed.is_ok() && recognition.questions.is_empty(), "{typed:?}");
    let Ok(subject) = confirmed else { return };
    let text = subject.text();
    if let Some(problem) = problem(text).or_else(|| personal_number(&typed)) {
        panic!("{typed:?} would be sent as {text:?}: {problem}");
    }
    if let (Ok(_), Some(doubt)) = (&at_once, doubt(text)) {
        panic!("{typed:?} would be sent as {text:?} without a question: {doubt}");
    }
    let again = recognise(text, now);
    assert_eq!(
        Subject::parse(text, now, &again.questions),
        Ok(subject.clone()),
        "the same when it is typed again"
    );
}

/// What is recognised while typing is what Enter sends, and all offers can be sent.
fn recognised_alike(typed: &str, recognition: &Recognition, now: Timestamp) {
    let sent = Subject::parse(typed, now, &recognition.questions).map(|subject| subject.text().to_owned());
    match &recognition.what {
        Recognised::Name { text } => assert_eq!(sent.as_ref(), Ok(text)),
        Recognised::CreditCode { text, check_digit_valid } => {
            assert_eq!(sent.as_ref(), Ok(text));
            assert!(text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()), "{text}");
            assert_eq!((text.len(), *check_digit_valid), (18, credit_code_adds_up(text)), "{text}");
        }
        Recognised::RegistrationNo { text, check_digit_valid } => {
            assert_eq!(sent.as_ref(), Ok(text));
            assert!((6..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()));
            assert_eq!(check_digit_valid.is_some(), text.len() == 15, "{text}");
        }
        Recognised::Empty => assert!(sent.is_err() && recognition.offers.is_empty(), "{typed:?}"),
        Recognised::Several => assert!(sent.is_err() && !recognition.offers.is_empty(), "{typed:?}"),
        Recognised::Refused { refusal } => assert_eq!(sent.as_ref(), Err(refusal)),
    }
    let shown = recognition.offers.len();
    assert!(if recognition.left_out == 0 { shown <= 20 } else { shown == 20 }, "{typed:?}");
    for (at, offer) in recognition.offers.iter().enumerate() {
        let chosen = recognise(&offer.text, now);
        let sent = Subject::parse(&offer.text, now, &chosen.questions);
        assert!(sent.is_ok() && offer.text != typed, "{typed:?} offers {offer:?}: {sent:?}");
        assert!(
            recognition.offers[..at].iter().all(|other| other.text != offer.text),
            "{typed:?} offers {offer:?} twice"
        );
    }
    assert!(
        !recognition
            .questions
            .iter()
            .any(|question| *question == Question::LookAlikes { characters: String::new() })
    );
}

fn problem(text: &str) -> Option<&'static str> {
    if !(2..=1000).contains(&text.chars().count()) {
        Some("not of 2 to 1000 characters")
    } else if text.trim() != text {
        Some("surrounding spaces")
    } else if text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        Some("a control character or a line break")
    } else if text
        .chars()
        .any(|c| matches!(c, '\u{fdd0}'..='\u{fdef}') || matches!(u32::from(c) % 0x1_0000, 0xfffe | 0xffff))
    {
        Some("a noncharacter")
    } else if text.chars().any(is_unseen) {
        Some("an invisible character")
    } else {
        None
    }
}

/// Why the text needs confirmation.
fn doubt(text: &str) -> Option<&'static str> {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    let plain: String = chars.iter().collect();
    let ideograph = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}');
    if chars.iter().any(|c| is_look_alike(*c)) {
        Some("a character that looks like another")
    } else if chars
        .windows(3)
        .any(|three| three[1].is_whitespace() && (ideograph(&three[0]) || ideograph(&three[2])))
    {
        Some("a space beside an ideograph")
    } else if chars.iter().any(ideograph) && text.contains(['，', '；', '：']) && !text.contains(['(', '（'])
    {
        Some("a separator of parts")
    } else if runs(&plain).any(|run| run.len() < plain.len() && run.len() == 18 && credit_code_adds_up(&run))
    {
        Some("a code within a text")
    } else if runs(&plain).any(|run| is_card(&run)) {
        Some("an identity card")
    } else {
        None
    }
}

/// By Unicode block: radicals, strokes, compatibility ideographs except the twelve ordinary ones, enclosed
/// and mathematical letters, private use, variation selectors, and the replacement character.
fn is_look_alike(c: char) -> bool {
    matches!(c,
        '\u{2f00}'..='\u{2fd5}' | '\u{31c0}'..='\u{31e3}' | '\u{2460}'..='\u{24e9}' | '\u{3220}'..='\u{3243}'
        | '\u{f900}'..='\u{fa0d}' | '\u{fa30}'..='\u{fa6d}' | '\u{fa70}'..='\u{fad9}' | '\u{2f800}'..='\u{2fa1d}'
        | '\u{1d400}'..='\u{1d454}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fffd}')
}

/// Personal numbers that are never sent.
fn personal_number(typed: &str) -> Option<&'static str> {
    let plain: String = typed.chars().filter(|&c| !is_unseen(c)).map(half_width).collect();
    let whole: String = plain.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if credit_code_adds_up(&whole.to_ascii_uppercase()) {
        return None;
    }
    if holds_card(&plain) {
        return Some("an identity card");
    }
    let mobile = |run: &String| {
        let national = run.strip_prefix("86").unwrap_or(run);
        let digits = national.strip_prefix('0').unwrap_or(national);
        digits.len() == 11 && digits.starts_with('1') && digits.as_bytes()[1] > b'2' && all_digits(digits)
    };
    runs(&plain).any(|run| mobile(&run)).then_some("a mobile telephone")
}

fn all_digits(run: &str) -> bool {
    run.bytes().all(|byte| byte.is_ascii_digit())
}

/// Alphanumeric words, in upper case.
fn runs(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_uppercase)
}

/// Format characters and fillers: Unicode's Default_Ignorable_Code_Point without variation selectors, which
/// may select a visible form.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}')
}

/// Whether the text contains an identity card number with a valid check digit that is not a credit code, in
/// one word, a part of a word or consecutive words.
fn holds_card(plain: &str) -> bool {
    let words: Vec<&str> =
        plain.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()).collect();
    let joined = (0..words.len()).flat_map(|start| {
        let words = &words;
        (start + 1..=words.len()).map(move |end| words[start..end].concat()).take_while(|run| run.len() <= 18)
    });
    let parts = runs(plain).flat_map(|run| {
        let until = (run.len() + 1).saturating_sub(18);
        (0..until).map(move |from| run[from..from + 18].to_owned()).collect::<Vec<_>>()
    });
    joined.chain(parts).any(|run| is_card(&run) && !credit_code_adds_up(&run.to_ascii_uppercase()))
}

fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// GB 11643: weights are powers of two, and the weighted sum is 1 modulo 11.
fn is_card(run: &str) -> bool {
    let values: Option<Vec<u32>> = run
        .char_indices()
        .map(|(at, c)| if at == 17 && c.eq_ignore_ascii_case(&'x') { Some(10) } else { c.to_digit(10) })
        .collect();
    let Some(values) = values.filter(|values| values.len() == 18) else { return false };
    let sum: u32 = values.iter().enumerate().map(|(at, value)| value * (1 << (17 - at))).sum();
    let number = |digits: &[u32]| digits.iter().fold(0, |number, digit| number * 10 + digit);
    let (year, month, day) = (number(&values[6..10]), number(&values[10..12]), number(&values[12..14]));
    let days = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let born = year * 10_000 + month * 100 + day;
    (19_000_101..=TODAY).contains(&born) && (1..=days).contains(&day) && sum % 11 == 1
}

/// GB 32100: weights are powers of three, and the weighted sum is 0 modulo 31.
fn credit_code_adds_up(code: &str) -> bool {
    let values: Option<Vec<usize>> =
        code.chars().map(|c| "0123456789ABCDEFGHJKLMNPQRTUWXY".find(c)).collect();
    let Some(values) = values else { return false };
    let weights = std::iter::successors(Some(1), |weight| Some(weight * 3 % 31));
    let sum: usize =
        values.iter().zip(weights.take(17).chain([1])).map(|(value, weight)| value * weight).sum();
    sum.is_multiple_of(31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_must_not_be_sent_are_condemned() {
        for text in ["x", " xx", "xx\u{3000}", "x\0x", "x\u{2028}x", "x\u{200b}x", "x\u{2062}x", "x\u{3164}x"]
        {
            assert!(problem(text).is_some(), "{text:?}");
        }
        assert!(problem(&"示".repeat(1001)).is_some());
        assert_eq!(problem("示例（上海）有限公司"), None);
    }

    #[test]
    fn an_identity_card_is_found_in_one_piece_and_in_several() {
        for text in [
            "11010519491231002X",
            "某某11010519491231002x",
            "１１０１０５１９４９１２３１００２Ｘ",
            "Li Ming 110105 19491231-002X 13800138000",
            "110105\u{2063}19491231002X",
            "11010519491231002X01",
        ] {
            assert_eq!(personal_number(text), Some("an identity card"), "{text:?}");
        }
        for text in [
            "110105194912310021",
            "11010519491331002X",
            "91440116771190375E",
            "913101207805012277",
            "示例有限公司",
            "138001380001",
        ] {
            assert_eq!(personal_number(text), None, "{text:?}");
        }
        for text in ["示例13800138000", "013800138000", "86013800138000"] {
            assert_eq!(personal_number(text), Some("a mobile telephone"), "{text}");
        }
    }

    #[test]
    fn what_a_person_must_be_asked_about_is_doubted() {
        for text in [
            "示例⼯贸",
            "示例\u{e000}",
            "示例\u{fe0f}",
            "示例 公司",
            "示例 100",
            "示例，上海",
            "示例 91440116771190375E",
            "示例㊣",
        ] {
            assert_eq!(doubt(text).is_some(), text != "示例㊣", "{text:?}");
        }
        for text in ["示例（上海）ＡＢＣ有限公司", "Example Ltd", "91440116771190375E"] {
            assert_eq!(doubt(text), None, "{text:?}");
        }
    }

    #[test]
    fn credit_codes_add_up_by_their_check_digit() {
        assert!(credit_code_adds_up("91440116771190375E"));
        assert!(!credit_code_adds_up("91440116771190375F"));
    }
}
