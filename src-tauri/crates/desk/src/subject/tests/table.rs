//! What sixty texts are recognised as, what is offered and what is asked, one per line: `what | offers |
//! questions`.
//!
//! `cargo test --workspace --lib -- sixty_texts --nocapture` prints them as a table.

use super::*;

/// Ordinary texts, sent without a question.
const ORDINARY: [(&str, &str, &str); 24] = [
    ("示例远洋贸易有限公司", "name", ""),
    ("示例ＡＢＣ（中国）有限公司", "name", "other 示例ＡＢＣ(中国)有限公司, other 示例ABC（中国）有限公司"),
    ("示例（上海）有限公司", "name", "other 示例(上海)有限公司"),
    ("示例(上海)有限公司", "name", "other 示例（上海）有限公司"),
    ("Example Trading Co., Ltd.", "name", ""),
    ("Exemple & Søn A/S", "name", ""),
    ("360示例科技有限公司", "name", ""),
    ("示例二〇二四有限公司", "name", ""),
    ("示例1949商贸有限公司", "name", ""),
    ("示例县张三小吃店（个体工商户）", "name", "other 示例县张三小吃店(个体工商户)"),
    ("买买提·示例艾力商行", "name", ""),
    ("佐々木示例株式会社", "name", ""),
    ("示例𠮷野家餐饮有限公司", "name", ""),
    ("示例䶮盛有限公司", "name", ""),
    ("示例の家贸易有限公司", "name", ""),
    ("香港示例有限公司", "name", ""),
    ("（香港）示例國際有限公司", "name", "other (香港)示例國際有限公司"),
    ("示例合伙企业（有限合伙）", "name", "other 示例合伙企业(有限合伙)"),
    ("示例银行股份有限公司第2分行", "name", ""),
    ("ООО Пример", "name", ""),
    ("91440116771190375E", "credit code, digit right", ""),
    ("91350203M0001QKT19", "credit code, digit wrong", ""),
    ("110108000000016", "registration no., digit right", ""),
    ("1101081234567", "registration no.", ""),
];

/// Texts that need confirmation, or that are not sent.
const OTHERS: [(&str, &str, &str, &str); 83] = [
    ("示例⼯贸有限公司", "name", "ordinary 示例工贸有限公司", "look-alikes ⼯"),
    ("⻓江示例有限公司", "name", "ordinary 长江示例有限公司", "look-alikes ⻓"),
    ("商⼾示例店", "name", "ordinary 商户示例店, ordinary 商戶示例店", "look-alikes ⼾"),
    ("示例\u{f90a}融有限公司", "name", "ordinary 示例金融有限公司", "look-alikes \u{f90a}"),
    ("示例\u{e863}盛有限公司", "name", "ordinary 示例䶮盛有限公司", "look-alikes \u{e863}"),
    ("示例\u{e000}有限公司", "name", "", "look-alikes \u{e000}"),
    ("示例\u{fe0f}有限公司", "name", "ordinary 示例有限公司", "look-alikes \u{fe0f}"),
    ("示例ロ腔医院", "name", "ordinary 示例口腔医院", "look-alikes ロ"),
    ("示例ㄧ号店", "name", "ordinary 示例一号店", "look-alikes ㄧ"),
    ("示例㈱", "name", "ordinary 示例(株), other 示例（株）", "look-alikes ㈱"),
    ("Exаmple Ltd", "name", "ordinary Example Ltd", "look-alikes а"),
    ("91440116771190375Е", "name", "ordinary 91440116771190375E", "look-alikes Е"),
    ("9144O116771190375E", "credit code, digit wrong", "code 91440116771190375E", "look-alikes O"),
    ("11O108000000016", "name", "registration 110108000000016", "look-alikes O"),
    ("9144011677119037E", "name", "", "code of 17"),
    ("914401167711903755E", "name", "", "code of 19"),
    ("91440116.771190375E", "name", "code 91440116771190375E", "more than a name"),
    ("1101080000000161", "name", "", "code of 16"),
    ("统一社会信用代码：91440116771190375E", "name", "code 91440116771190375E", "more than a name"),
    ("示例公司 91440116771190375E", "name", "name 示例公司, code 91440116771190375E", "more than a name"),
    ("（91440116771190375E）", "name", "code 91440116771190375E", "more than a name"),
    ("示例公司9144 0116 7711 9037 5e", "name", "name 示例公司, code 91440116771190375E", "more than a name"),
    (
        "91440116771190375E、91330106311245339J",
        "name",
        "code 91440116771190375E, code 91330106311245339J",
        "more than a name",
    ),
    ("注册号：110108000000016", "name", "registration 110108000000016", "more than a name"),
    ("公司名称：示例有限公司", "name", "name 示例有限公司", "more than a name"),
    ("“示例有限公司”，", "name", "name 示例有限公司", "more than a name"),
    ("甲方：示例有限公司", "name", "name 示例有限公司", "more than a name"),
    ("示例有限公司 存续", "name", "name 示例有限公司", "more than a name, blanks"),
    ("示例有限公司（以下简称甲方）", "name", "name 示例有限公司", "more than a name"),
    ("示例远洋有限公司,上海,100", "name", "name 示例远洋有限公司", "more than a name"),
    ("示例远洋有限公司，法定代表人：张三", "name", "name 示例远洋有限公司", "more than a name"),
    ("示例远洋有限公司/上海", "name", "name 示例远洋有限公司", "more than a name"),
    ("示例远洋有限公司 1000万元", "name", "name 示例远洋有限公司", "more than a name, blanks"),
    ("示例远洋有限公司 60%", "name", "name 示例远洋有限公司", "more than a name, blanks"),
    ("示例远洋有限公司 1101081234567", "name", "name 示例远洋有限公司", "more than a name, blanks"),
    (
        "示例远洋有限公司 上海",
        "name",
        "name 示例远洋有限公司, joined 示例远洋有限公司上海",
        "more than a name, blanks",
    ),
    ("1 示例有限公司", "name", "name 示例有限公司, joined 1示例有限公司", "more than a name, blanks"),
    ("张三、示例有限公司", "name", "name 示例有限公司", "more than a name"),
    ("上海 示例有限公司", "name", "joined 上海示例有限公司, name 示例有限公司", "more than a name, blanks"),
    ("示例甲公司 上海 示例乙公司 北京", "name", "name 示例甲公司, name 示例乙公司", "more than a name"),
    (
        "示例投资中心 （有限合伙）",
        "name",
        "joined 示例投资中心（有限合伙）, other 示例投资中心(有限合伙)",
        "blanks",
    ),
    (
        "示例银行 （中国） 有限公司",
        "name",
        "joined 示例银行（中国）有限公司, other 示例银行(中国)有限公司",
        "blanks",
    ),
    (
        "上海示例企业 管理有限公司",
        "name",
        "joined 上海示例企业管理有限公司, name 上海示例企业, name 管理有限公司",
        "more than a name",
    ),
    ("ロ腔医院示例有限公司", "name", "ordinary 口腔医院示例有限公司", "look-alikes ロ"),
    ("示例小吃,上海", "name", "cell 示例小吃, cell 上海", "more than a name"),
    ("示例 ABC 有限公司", "name", "joined 示例ABC有限公司", "blanks"),
    ("示例有限公司 上海分公司", "name", "joined 示例有限公司上海分公司", "blanks"),
    ("示例甲公司；示例乙公司", "name", "name 示例甲公司, name 示例乙公司", "more than a name"),
    ("示例甲公司 示例乙公司", "name", "name 示例甲公司, name 示例乙公司", "more than a name"),
    ("示例 有限公司", "name", "joined 示例有限公司", "blanks"),
    ("示例\u{3000}贸易 有限公司", "name", "joined 示例贸易有限公司", "blanks"),
    ("Example\u{a0}Trading", "name", "joined Example Trading", "blanks"),
    (
        "示例甲公司\t91440116771190375E\t上海\t",
        "several",
        "cell 示例甲公司, cell 91440116771190375E, cell 上海",
        "",
    ),
    (
        "示例甲公司\t上海\r\n示例乙公司\t北京\r\n",
        "several",
        "cell 示例甲公司, cell 示例乙公司, cell 上海, cell 北京",
        "",
    ),
    (
        "示例远洋贸易\n有限公司",
        "several",
        "joined 示例远洋贸易有限公司, cell 示例远洋贸易, cell 有限公司",
        "",
    ),
    (
        "示例加油站\n管理有限公司",
        "several",
        "cell 示例加油站, cell 管理有限公司, joined 示例加油站管理有限公司",
        "",
    ),
    (
        "示例实业公司（集团）\n有限责任公司",
        "several",
        "cell 示例实业公司（集团）, joined 示例实业公司（集团）有限责任公司, cell 有限责任公司",
        "",
    ),
    (
        "示例集团公司\n股份有限公司",
        "several",
        "cell 示例集团公司, joined 示例集团公司股份有限公司, cell 股份有限公司",
        "",
    ),
    ("示例甲公司\u{2028}示例乙公司", "several", "cell 示例甲公司, cell 示例乙公司", ""),
    ("示例公司\t13800138000", "several", "cell 示例公司", ""),
    ("示例\u{7}公司", "refused: unprintable", "ordinary 示例公司", ""),
    ("11010519491231002X", "refused: identity card", "", ""),
    ("11010519491231002X01", "refused: identity card", "", ""),
    ("11010519491231002×", "refused: identity card", "", ""),
    ("110105491231003", "refused: identity card", "", ""),
    ("110105491231002", "registration no., digit right", "", "identity card"),
    ("810000199408230021", "refused: identity card", "", ""),
    ("USA110080010112", "refused: identity card", "", ""),
    ("A123456(3)", "refused: identity card", "", ""),
    ("+86 138-0013-8000", "refused: mobile", "", ""),
    ("013800138000", "refused: mobile", "", ""),
    ("TEL13800138000", "name", "", "mobile"),
    ("示例公司 13800138000", "refused: mobile", "name 示例公司", ""),
    ("H12345678", "refused: travel document", "", ""),
    ("E12345678", "refused: travel document", "", ""),
    ("6222021001116245702", "refused: bank card", "", ""),
    ("9558801234567890128", "refused: bank card", "", ""),
    ("B1234567", "name", "", "travel document"),
    ("512345678", "registration no.", "", "travel document"),
    ("+852 9123 4567", "name", "", "mobile"),
    ("00886912345678", "refused: mobile", "", ""),
    ("0912345678", "registration no.", "", "mobile"),
    ("12345678", "registration no.", "", "travel document"),
];

#[test]
fn sixty_texts_are_taken_for_what_they_are() {
    let ordinary = ORDINARY.iter().map(|&(text, what, offers)| (text, what, offers, ""));
    for (text, what, offers, questions) in ordinary.chain(OTHERS) {
        let recognition = recognised(text);
        assert_eq!(of_what(&recognition.what), what, "{text:?}");
        let offered: Vec<_> = recognition.offers.iter().map(of_offer).collect();
        assert_eq!(offered.join(", "), offers, "{text:?}");
        let asked: Vec<_> = recognition.questions.iter().map(of_question).collect();
        assert_eq!(asked.join(", "), questions, "{text:?}");
    }
}

#[test]
fn what_is_offered_is_never_refused_when_it_is_chosen() {
    for text in ORDINARY.iter().map(|row| row.0).chain(OTHERS.iter().map(|row| row.0)) {
        for offer in recognised(text).offers {
            let chosen = recognised(&offer.text);
            let sent =
                !matches!(chosen.what, Recognised::Refused { .. } | Recognised::Several | Recognised::Empty);
            assert!(sent, "{text:?} offers {offer:?}");
        }
    }
}

fn of_what(what: &Recognised) -> String {
    let digit = |valid: &bool| if *valid { "right" } else { "wrong" };
    match what {
        Recognised::Empty => "nothing".into(),
        Recognised::Name { .. } => "name".into(),
        Recognised::CreditCode { check_digit_valid, .. } => {
            format!("credit code, digit {}", digit(check_digit_valid))
        }
        Recognised::RegistrationNo { check_digit_valid: Some(valid), .. } => {
            format!("registration no., digit {}", digit(valid))
        }
        Recognised::RegistrationNo { check_digit_valid: None, .. } => "registration no.".into(),
        Recognised::Several => "several".into(),
        Recognised::Refused { refusal: Refusal::PersonalNumber { number } } => {
            format!("refused: {}", of_number(number))
        }
        Recognised::Refused { refusal: Refusal::Unprintable } => "refused: unprintable".into(),
        Recognised::Refused { refusal } => format!("refused: {refusal}"),
    }
}

fn of_number(number: &PersonalNumber) -> &'static str {
    match number {
        PersonalNumber::IdentityCard => "identity card",
        PersonalNumber::Mobile => "mobile",
        PersonalNumber::TravelDocument => "travel document",
        PersonalNumber::BankCard => "bank card",
    }
}

fn of_offer(offer: &Offer) -> String {
    let kind = match offer.kind {
        OfferKind::OrdinaryCharacters => "ordinary",
        OfferKind::CreditCode => "code",
        OfferKind::RegistrationNo => "registration",
        OfferKind::Name => "name",
        OfferKind::Cell => "cell",
        OfferKind::Joined => "joined",
        OfferKind::OtherWriting => "other",
    };
    format!("{kind} {}", offer.text)
}

fn of_question(question: &Question) -> String {
    match question {
        Question::PersonalNumber { number } => of_number(number).into(),
        Question::LookAlikes { characters } => format!("look-alikes {characters}"),
        Question::CodeLength { length } => format!("code of {length}"),
        Question::Blanks => "blanks".into(),
        Question::MoreThanAName => "more than a name".into(),
    }
}
