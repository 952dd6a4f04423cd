//! What is typed or pasted, and may be sent.

use desk::{Recognition, Refusal, Subject, recognise};

/// Types the bytes: a text that may be sent is printable, stays what it is when it is typed again, and is no number of an
/// identity card.
pub fn subject(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let parsed = Subject::parse(&typed);
    recognised_alike(&parsed, recognise(&typed));
    let Ok(subject) = parsed else { return };
    let text = subject.text();
    if let Some(problem) = problem(text).or_else(|| holds_card(&typed).then_some("an identity card")) {
        panic!("{typed:?} would be sent as {text:?}: {problem}");
    }
    match &subject {
        Subject::Name(_) => {}
        Subject::CreditCode { code, check_digit_valid } => {
            assert_eq!(code.len(), 18);
            assert!(code.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()), "{code}");
            assert_eq!(*check_digit_valid, credit_code_adds_up(code), "{code}");
        }
        Subject::RegistrationNo { number, check_digit_valid } => {
            assert!((6..=15).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()));
            assert_eq!(check_digit_valid.is_some(), number.len() == 15, "{number}");
        }
    }
    assert_eq!(Subject::parse(text), Ok(subject.clone()), "the same when it is typed again");
}

/// What people are told while they type is what happens when they press Enter.
fn recognised_alike(parsed: &Result<Subject, Refusal>, recognition: Recognition) {
    let alike = match (parsed, &recognition) {
        (Ok(Subject::Name(name)), Recognition::Name { text, .. }) => name == text,
        (Ok(Subject::CreditCode { code, .. }), Recognition::CreditCode { text, .. }) => code == text,
        (Ok(Subject::RegistrationNo { number, .. }), Recognition::RegistrationNo { text, .. }) => {
            number == text
        }
        (Err(Refusal::Empty), Recognition::Empty) => true,
        (Err(Refusal::SeveralLines), Recognition::SeveralLines { lines }) => {
            lines.len() <= 20 && lines.iter().all(|line| !line.is_empty())
        }
        (Err(refused), Recognition::Refused { refusal }) => refused == refusal,
        _ => false,
    };
    assert!(alike, "{parsed:?} is shown as {recognition:?}");
}

fn problem(text: &str) -> Option<&'static str> {
    if !(2..=120).contains(&text.chars().count()) {
        Some("not of 2 to 120 characters")
    } else if text.trim() != text {
        Some("blanks around it")
    } else if text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        Some("a control character or a line break")
    } else if text.chars().any(is_unseen) {
        Some("a character that nobody sees")
    } else {
        None
    }
}

/// Format characters and fillers: Unicode's Default_Ignorable_Code_Point without variation selectors, which choose between
/// forms of a character that is seen.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}')
}

/// Whether an identity card's number with its right check digit stands in the text, in one piece or in words that follow each
/// other. In a longer row of letters and digits the 18 are a part of something else.
fn holds_card(text: &str) -> bool {
    let plain: String = text.chars().filter(|&c| !is_unseen(c)).map(half_width).collect();
    let words: Vec<&str> =
        plain.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()).collect();
    let joined = (0..words.len()).flat_map(|start| {
        let words = &words;
        (start + 1..=words.len()).map(move |end| words[start..end].concat()).take_while(|run| run.len() <= 18)
    });
    let within = plain.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_owned);
    joined.chain(within).any(|run| is_card(&run))
}

fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// GB 11643: weights are powers of two, and the weighted sum leaves 1 when divided by 11.
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
    (1900..2100).contains(&year) && (1..=days).contains(&day) && sum % 11 == 1
}

/// GB 32100: weights are powers of three, and the weighted sum is a multiple of 31.
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
        assert!(problem(&"示".repeat(121)).is_some());
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
        ] {
            assert!(holds_card(text), "{text:?}");
        }
        for text in ["110105194912310021", "11010519491331002X", "91440116771190375E", "示例有限公司"] {
            assert!(!holds_card(text), "{text:?}");
        }
    }

    #[test]
    fn credit_codes_add_up_by_their_check_digit() {
        assert!(credit_code_adds_up("91440116771190375E"));
        assert!(!credit_code_adds_up("91440116771190375F"));
    }
}
