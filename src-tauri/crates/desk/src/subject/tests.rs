use super::*;
use proptest::prelude::*;

mod table;

const NOW: &str = "2026-11-29T08:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn recognised(text: &str) -> Recognition {
    recognise(text, now())
}

fn parse(text: &str) -> Result<Subject, Refusal> {
    Subject::parse(text, now(), &[])
}

fn offers(text: &str) -> Vec<(OfferKind, String)> {
    recognised(text).offers.into_iter().map(|offer| (offer.kind, offer.text)).collect()
}

fn offered(text: &str, kind: OfferKind) -> Vec<String> {
    offers(text).into_iter().filter(|(its_kind, _)| *its_kind == kind).map(|(_, text)| text).collect()
}

fn personal(number: PersonalNumber) -> Result<Subject, Refusal> {
    Err(Refusal::PersonalNumber { number })
}

fn credit_code(text: &str) -> Option<bool> {
    match recognised(text).what {
        Recognised::CreditCode { check_digit_valid, .. } => Some(check_digit_valid),
        _ => None,
    }
}

#[test]
fn credit_codes_are_recognised_and_a_wrong_check_digit_only_warns() {
    for code in ["91440116771190375E", "91330106311245339J", "91110000802100433B"] {
        assert_eq!(credit_code(code), Some(true), "{code}");
    }
    for code in ["91350203M0001QKT19", "91440116771190375F"] {
        assert_eq!(credit_code(code), Some(false), "{code}");
        assert_eq!(parse(code).unwrap().text(), code);
    }
}

#[test]
fn codes_are_folded_to_half_width_and_upper_case() {
    for typed in
        ["９１４４０１１６７７１１９０３７５Ｅ", " 91440116771190375e\u{200b}", "9144 0116 7711 9037 5E"]
    {
        assert_eq!(parse(typed).unwrap().text(), "91440116771190375E", "{typed}");
    }
}

#[test]
fn a_name_is_sent_as_typed_but_for_what_cannot_be_seen() {
    let subject = parse("\u{feff} 示例（上海）ＡＢＣ有限公司\u{200b}\n").unwrap();
    assert_eq!(subject.text(), "示例（上海）ＡＢＣ有限公司");
}

#[test]
fn characters_that_nobody_sees_are_left_out() {
    for unseen in ["\u{200b}", "\u{61c}", "\u{180e}", "\u{2062}", "\u{3164}", "\u{fff9}", "\u{e0041}"] {
        let subject = parse(&format!("示例{unseen}公司")).unwrap();
        assert_eq!(subject.text(), "示例公司", "{}", unseen.escape_unicode());
    }
}

#[test]
fn registration_numbers_are_recognised_by_their_digits() {
    let digit = |text: &str| match recognised(text).what {
        Recognised::RegistrationNo { check_digit_valid, .. } => check_digit_valid,
        what => panic!("{what:?}"),
    };
    assert_eq!(digit("110108000000016"), Some(true));
    assert_eq!(digit("110108000000017"), Some(false));
    assert_eq!(digit("1101081234567"), None);
}

#[test]
fn an_identity_card_number_is_refused_wherever_it_stands() {
    for typed in [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "某某11010519491231002X",
        "身份证：11010519491231002X，谢谢",
        "110105194912310021",
        "某某 11010519491231002X 13800138000",
        "11010519491231002X 2024-01-01",
        "110105 19491231 002X，13800138000",
        "Li Ming 110105 19491231 002X",
        "某某110105 19491231 002X 13800138000",
        "13800138000 110105 19491231-002X 13800138000",
        "110105\u{2063}19491231002X",
        "ID11010519491231002X",
        "CN11010519491231002XABC",
        "11010519491231002Х",
        "11O1O519491231OO2X",
        "11010519491231002\u{2169}",
        "某某\t110105\n19491231002X",
        "110105\n19491231002X",
        "11010519491231002X01",
        "110105194912310023 01",
        "11010519491231002×",
        "11010519491231002",
    ] {
        let refusals = [PersonalNumber::IdentityCard].map(personal);
        assert!(refusals.contains(&parse(typed)), "{typed}: {:?}", parse(typed));
    }
}

#[test]
fn a_number_that_is_a_companys_and_a_persons_is_asked_about() {
    // A credit code that contains a date of birth and has the check digit of an identity card.
    let both = "913101207805012277";
    let later = "2078-06-01T08:00:00Z".parse().unwrap();
    assert_eq!(parse(both).unwrap().text(), both, "nobody is born in 2078 yet");
    let asked = recognise(both, later);
    assert_eq!(asked.questions, [Question::PersonalNumber { number: PersonalNumber::IdentityCard }]);
    assert_eq!(Subject::parse(both, later, &[]), Err(Refusal::NotConfirmed));
    assert_eq!(Subject::parse(both, later, &asked.questions).unwrap().text(), both);
    let old = Timestamp::UNIX_EPOCH;
    let born_2010 = "11010520100101001X";
    let refused = |at| Subject::parse(born_2010, at, &[]).is_err();
    assert!(refused(old), "a clock that is wrong makes nobody unborn");
}

#[test]
fn what_was_confirmed_is_what_was_asked_and_nothing_else() {
    let typed = "示例⼯贸 有限公司";
    let asked = recognised(typed).questions;
    assert_eq!(asked, [Question::LookAlikes { characters: "⼯".into() }, Question::Blanks]);
    assert_eq!(Subject::parse(typed, now(), &asked).unwrap().text(), typed);
    for part in
        [&asked[..1], &asked[1..], &[Question::LookAlikes { characters: "⻓".into() }, Question::Blanks]]
    {
        assert_eq!(Subject::parse(typed, now(), part), Err(Refusal::NotConfirmed), "{part:?}");
    }
    let card = "11010519491231002X";
    let confirmed = [Question::PersonalNumber { number: PersonalNumber::IdentityCard }];
    assert_eq!(Subject::parse(card, now(), &confirmed), personal(PersonalNumber::IdentityCard), "never");
}

#[test]
fn text_that_the_service_would_refuse_is_refused_before_it_is_sent() {
    assert_eq!(parse(" \u{200b} "), Err(Refusal::Empty));
    assert_eq!(parse("示"), Err(Refusal::TooShort));
    assert_eq!(parse(&"示".repeat(1000)).unwrap().text().chars().count(), 1000);
    assert_eq!(parse(&"示".repeat(1001)), Err(Refusal::TooLong { limit: 1000 }));
    assert_eq!(parse("示例甲公司\n示例乙公司"), Err(Refusal::SeveralLines));
}

#[test]
fn what_cannot_be_printed_is_refused_and_offered_without_it() {
    for odd in ["\0", "\u{7}", "\u{1b}", "\u{9f}", "\u{fffe}", "\u{ffff}", "\u{fdd0}", "\u{10ffff}"] {
        let typed = format!("示例{odd}公司");
        assert_eq!(parse(&typed), Err(Refusal::Unprintable), "{typed:?}");
        assert_eq!(offered(&typed, OfferKind::OrdinaryCharacters), ["示例公司"], "{typed:?}");
    }
    assert_eq!(offers("\u{1c}\u{a0}/"), [], "what is left is too short to be sent");
}

#[test]
fn lines_and_cells_are_offered_one_by_one() {
    for (pasted, expected) in [
        ("示例甲公司\r\n\n 示例乙公司\n", &["示例甲公司", "示例乙公司"][..]),
        ("示例甲公司\u{85}示例乙公司", &["示例甲公司", "示例乙公司"]),
        ("1\t示例甲公司\t91440116771190375E\t13800138000\t", &["示例甲公司", "91440116771190375E"]),
        (
            "公司名称\t税号\r\n示例甲公司\t91440116771190375E\r\n示例乙公司\t\r\n",
            &["示例甲公司", "91440116771190375E", "示例乙公司"],
        ),
        ("\"示例甲\n有限公司\"\t上海", &["示例甲有限公司", "示例甲", "有限公司", "上海"]),
        ("示例远洋贸易\n有限公司", &["示例远洋贸易有限公司", "示例远洋贸易", "有限公司"]),
        ("上海\t示例甲公司\t北京", &["示例甲公司", "上海", "北京"]),
    ] {
        let recognition = recognised(pasted);
        assert_eq!(recognition.what, Recognised::Several, "{pasted:?}");
        let texts: Vec<_> = recognition.offers.iter().map(|offer| offer.text.as_str()).collect();
        assert_eq!(texts, expected, "{pasted:?}");
    }
}

#[test]
fn of_many_cells_those_with_companies_come_first_and_the_rest_is_counted() {
    let names: Vec<String> = (1..=30).map(|number| format!("示例{number}号有限公司")).collect();
    let list = recognised(&names.join("\n"));
    assert_eq!((list.offers.len(), list.left_out), (20, 10));
    let cells: Vec<String> = (1..=20).map(|number| format!("栏目{number}")).collect();
    let row =
        recognised(&format!("{}\t示例有限公司\t91440116771190375E\t合计,示例乙有限公司", cells.join("\t")));
    let first: Vec<_> = row.offers.iter().take(4).map(|offer| offer.text.as_str()).collect();
    assert_eq!(first, ["示例有限公司", "91440116771190375E", "合计,示例乙有限公司", "栏目1"]);
    assert_eq!((row.offers.len(), row.left_out), (20, 3));
    let few = recognised("示例甲公司\n示例乙公司\n示例甲公司\n13800138000");
    assert_eq!((few.offers.len(), few.left_out), (2, 0), "neither repeated nor refused cells are left out");
}

#[test]
fn a_table_of_nothing_but_personal_numbers_offers_nothing() {
    for pasted in ["11010519491231002X\t13800138000", "13800138000\n13900139000"] {
        assert!(matches!(recognised(pasted).what, Recognised::Refused { .. }), "{pasted:?}");
        assert_eq!(offers(pasted), [], "{pasted:?}");
    }
}

#[test]
fn a_refused_number_leaves_the_company_beside_it_to_choose() {
    assert_eq!(parse("13800138000\u{fe0f}86示例公司"), personal(PersonalNumber::Mobile));
    assert_eq!(offered("示例远洋有限公司 13800138000", OfferKind::Name), ["示例远洋有限公司"]);
    assert_eq!(offers("某某 13800138000"), []);
}

#[test]
fn look_alikes_are_pointed_out_and_only_a_person_replaces_them() {
    let typed = "示例⼯贸有限公司";
    assert_eq!(parse(typed), Err(Refusal::NotConfirmed));
    assert_eq!(offers(typed), [(OfferKind::OrdinaryCharacters, "示例工贸有限公司".into())]);
    let questions = recognised("示例\u{e000}公司").questions;
    assert_eq!(questions, [Question::LookAlikes { characters: "\u{e000}".into() }]);
    assert_eq!(offered("商⼾示例", OfferKind::OrdinaryCharacters), ["商户示例", "商戶示例"]);
    assert_eq!(offered("9144011677119037５Е", OfferKind::OrdinaryCharacters), ["9144011677119037５E"]);
    assert_eq!(offered("9144O116771190375E", OfferKind::CreditCode), ["91440116771190375E"]);
}

#[test]
fn a_code_within_a_text_and_its_name_are_both_offered() {
    let (code, name) = ("91440116771190375E".to_owned(), "示例远洋有限公司".to_owned());
    for text in [
        "示例远洋有限公司 91440116771190375E",
        "示例远洋有限公司（统一社会信用代码：９１４４０１１６７７１１９０３７５Ｅ）",
        "名称：示例远洋有限公司；税号 9144-0116-7711-9037-5e。",
        "91440116771190375E 示例远洋有限公司",
    ] {
        let expected = [(OfferKind::Name, name.clone()), (OfferKind::CreditCode, code.clone())];
        assert_eq!(offers(text), expected, "{text}");
        assert_eq!(recognised(text).questions, [Question::MoreThanAName], "{text}");
    }
    assert_eq!(offers("统一社会信用代码：91440116771190375E"), [(OfferKind::CreditCode, code)]);
    let number = (OfferKind::RegistrationNo, "110108000000016".to_owned());
    assert_eq!(offers("注册号：110108000000016"), [number]);
}

#[test]
fn an_ordinary_name_is_sent_without_a_question() {
    for name in [
        "示例远洋贸易有限公司",
        "示例（上海）有限公司",
        "(香港)示例有限公司",
        "示例有限公司上海分公司",
        "示例有限公司第2分公司",
        "示例有限公司第十二分公司",
        "示例有限责任公司上海办事处",
        "示例股份有限公司上海分公司示例路营业部",
        "示例银行股份有限公司上海示例路支行",
        "示例财产保险股份有限公司示例市3号店",
        "示例投资中心（有限合伙）",
        "示例会计师事务所（特殊普通合伙）",
        "示例公司（个人独资）",
        "示例有限公司（外商独资）",
        "示例有限公司（A座店）",
        "示例县张三小吃店（个体工商户）",
        "示例村股份经济合作社",
        "示例省示例县五金、交电公司",
        "买买提·示例艾力商行",
        "示例&示例有限公司",
        "示例＆示例（北京）有限公司",
        "360示例科技有限公司",
        "示例1949商贸有限公司",
        "示例3.0科技有限公司",
        "示例A+教育有限公司",
        "示例A/S公司",
        "示例24/7便利店有限公司",
        "TCL示例集团股份有限公司",
        "ＡＢＣ示例有限公司",
        "示例-示例有限公司",
        "示例“海”有限公司",
        "示例(Example Co.,Ltd)有限公司",
        "英国示例有限公司北京代表处",
        "示例市第一人民医院",
        "示例大学第2附属医院",
        "示例有限公司工会委员会",
        "示例有限公司职工食堂",
        "示例有限公司示例镇幼儿园",
        "示例有限公司和平路分公司",
        "示例有限公司与会议中心",
        "サンプル株式会社",
        "Example Trading Co., Ltd.",
        "Example Trading (Shanghai) Co.,Ltd",
        "Exemple & Søn A/S",
        "Example 24/7 Stores, Inc.",
    ] {
        assert_eq!(recognised(name).questions, [], "{name}");
        assert_eq!(parse(name).unwrap().text(), name);
    }
}

#[test]
fn what_stands_beside_a_name_is_not_sent_with_it_unasked() {
    for (typed, name) in [
        ("示例远洋有限公司,上海,100", "示例远洋有限公司"),
        ("示例远洋有限公司，法定代表人：张三", "示例远洋有限公司"),
        ("示例远洋有限公司;上海", "示例远洋有限公司"),
        ("示例远洋有限公司/上海", "示例远洋有限公司"),
        ("示例远洋有限公司、张三", "示例远洋有限公司"),
        ("示例远洋有限公司 1000万元", "示例远洋有限公司"),
        ("示例远洋有限公司 60%", "示例远洋有限公司"),
        ("示例远洋有限公司 1101081234567", "示例远洋有限公司"),
        ("示例远洋有限公司 上海", "示例远洋有限公司"),
        ("示例远洋有限公司 ABC", "示例远洋有限公司"),
        ("示例远洋有限公司上海分公司 100", "示例远洋有限公司上海分公司"),
        ("示例事务所（普通合伙），上海", "示例事务所（普通合伙）"),
        ("1 示例有限公司", "示例有限公司"),
        ("上海,示例有限公司", "示例有限公司"),
        ("示例有限公司（法定代表人：张三）", "示例有限公司"),
        ("示例有限公司（借款人）", "示例有限公司"),
        ("示例有限公司（原示例贸易有限公司）", "示例有限公司"),
        ("示例甲有限公司与示例乙有限公司", "示例甲有限公司"),
        ("示例有限公司买卖合同纠纷一案", "示例有限公司"),
    ] {
        let recognition = recognised(typed);
        assert!(recognition.questions.contains(&Question::MoreThanAName), "{typed}");
        assert_eq!(recognition.offers[0].text, name, "{typed}");
        assert_eq!(parse(typed), Err(Refusal::NotConfirmed), "{typed}");
        assert_eq!(Subject::parse(typed, now(), &recognition.questions).unwrap().text(), typed);
        assert_eq!(parse(name).unwrap().text(), name, "what is offered is not asked about again");
    }
    let rows = "示例远洋有限公司,上海,100\n示例航运有限公司,北京,200";
    for offer in recognised(rows).offers {
        assert_eq!(recognised(&offer.text).questions, [Question::MoreThanAName], "{offer:?}");
    }
}

#[test]
fn the_other_kind_of_brackets_is_offered_and_never_put_in() {
    assert_eq!(parse("示例(上海)有限公司").unwrap().text(), "示例(上海)有限公司");
    assert_eq!(offered("示例(上海)有限公司", OfferKind::OtherWriting), ["示例（上海）有限公司"]);
    assert_eq!(offered("示例(上海）公司", OfferKind::OtherWriting), ["示例（上海）公司", "示例(上海)公司"]);
}

proptest! {
    #[test]
    fn no_text_makes_recognition_panic(text in ".{0,60}") {
        let _ = recognised(&text);
    }

    #[test]
    fn no_row_of_letters_digits_and_blanks_makes_recognition_panic(text in "[0-9A-Z \\-（）:\tX示例公司]{0,60}") {
        let _ = recognised(&text);
    }

    #[test]
    fn no_number_of_the_form_of_an_identity_card_is_ever_sent(
        place in 110_000u32..660_000, year in 1930u16..2020, month in 1u8..=12, day in 1u8..=28, order in 0u16..1000,
    ) {
        let seventeen = format!("{place}{year}{month:02}{day:02}{order:03}");
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = seventeen.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
        let card = format!("{seventeen}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize]);
        prop_assert!(parse(&card).is_err());
        if !codes::credit_code_is_valid(&card) {
            prop_assert_eq!(parse(&card), personal(PersonalNumber::IdentityCard));
        }
    }
}
