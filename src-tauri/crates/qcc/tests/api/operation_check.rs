use crate::{COMPANY, COMPANY_ENCODED, exchange, line, read_recorded};
use qcc::{Answer, CustomsRegistration, NoRecordForm, OperationCheck, Punishment};

#[tokio::test]
async fn a_page_is_asked_for_by_name_number_and_size() {
    let call = OperationCheck { search_key: COMPANY.into(), page_index: 2, page_size: 20 };
    let (request, raw) = exchange(&call, "customs-every-level").await;
    let query = format!("key=AppKeyOfTests&searchKey={COMPANY_ENCODED}&pageIndex=2&pageSize=20");
    assert_eq!(line(&request), format!("GET /api/yj/OperationCheck/GetList?{query}"));
    assert!(matches!(qcc::read::<OperationCheck>(&raw).unwrap().answer, Answer::Found(_)));
}

#[test]
fn levels_old_new_and_empty_are_kept_word_for_word() {
    let levels: Vec<_> = rows("customs-every-level").into_iter().map(|row| row.identify_level).collect();
    let expected = [
        "高级认证企业",
        "认证企业",
        "常规企业",
        "失信企业",
        "严重失信企业",
        "一般认证企业",
        "一般信用企业",
        "注册登记和备案企业",
        "",
    ];
    assert_eq!(levels, expected);
}

#[test]
fn a_registration_and_its_punishments_read_field_by_field() {
    let expected = CustomsRegistration {
        id: "示例-1".into(),
        reg_gov: "示例海关".into(),
        trade_type: "进出口货物收发货人".into(),
        reg_date: "1997-10-28".into(),
        reg_no: "2108950461".into(),
        admin_area: "示例省示例市".into(),
        econo_area: "一般经济区域".into(),
        special_area: "非特殊区域".into(),
        cancel_flag: "注销".into(),
        annual_status: "超期未报送".into(),
        validity_date: String::new(),
        industry_type: String::new(),
        e_business_type: String::new(),
        identify_date: "2022-04-12".into(),
        identify_level: "失信企业".into(),
        identify_code: String::new(),
        punishments: vec![
            Punishment {
                no: "1".into(),
                decision_no: "示例关缉违字〔2018〕1号".into(),
                party: COMPANY.into(),
                punish_date: "2018-09-05".into(),
                case_prop: "违规".into(),
            },
            Punishment { no: "2".into(), ..nothing_punished() },
        ],
    };
    assert_eq!(rows("customs-punished"), [expected]);
}

#[test]
fn null_empty_text_empty_list_and_absent_fields_read_alike() {
    let rows = rows("customs-empty-fields");
    assert_eq!(rows.len(), 4);
    for row in &rows {
        assert_eq!(*row, rows[0]);
    }
    assert_eq!((rows[0].id.as_str(), rows[0].identify_level.as_str()), ("", ""));
    assert_eq!(rows[0].punishments, []);
}

#[test]
fn both_forms_of_no_record_are_told_apart() {
    for (name, form) in
        [("customs-verify-zero", NoRecordForm::VerifyResultZero), ("customs-201", NoRecordForm::Status201)]
    {
        let answer = read_recorded::<OperationCheck>(name).answer;
        assert!(matches!(answer, Answer::NoRecord(proof) if proof.form() == form), "{name}: {answer:?}");
    }
}

fn rows(name: &str) -> Vec<CustomsRegistration> {
    match read_recorded::<OperationCheck>(name).answer {
        Answer::Found(page) => page.rows,
        other => panic!("{name}: {other:?}"),
    }
}

fn nothing_punished() -> Punishment {
    Punishment {
        no: String::new(),
        decision_no: String::new(),
        party: String::new(),
        punish_date: String::new(),
        case_prop: String::new(),
    }
}
