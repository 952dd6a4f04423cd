use crate::{customs, exit, one_line, rows};
use catalog::{Description, Row, Value};
use std::path::Path;

/// The rows of a recorded reply of the `qcc` tests.
fn recorded(check: &Description, name: &str) -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../qcc/tests/replies");
    let body = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
    let rows: Vec<Row> = rows(body).iter().map(|row| check.row(row)).collect();
    assert!(rows.iter().all(|row| row.values.len() == check.fields.len()));
    rows
}

fn texts(row: &Row) -> Vec<String> {
    row.values.iter().map(one_line).collect()
}

fn column(check: &Description, rows: &[Row], member: &str) -> Vec<String> {
    let at = check.fields.iter().position(|field| field.member == member).unwrap();
    rows.iter().map(|row| one_line(&row.values[at])).collect()
}

#[test]
fn a_court_record_is_shown_field_by_field() {
    let rows = recorded(&exit(), "exit-restriction-found");
    let expected = [
        "(2018)示0101执1号",
        "示例甲 person p123456789abcdef0123456789abcdef",
        "示例远洋贸易有限公司 company 0123456789abcdef0123456789abcdef",
        "示例航运有限公司 company fedcba9876543210fedcba9876543210",
        "1,120,000.00 元（112 万元）",
        "示例市人民法院",
        "000-00000000",
        "2019-01-08",
        "示例省示例市示例路 1 号",
    ];
    assert_eq!(texts(&rows[0]), expected);
    assert_eq!(
        column(&exit(), &rows, "Amount"),
        ["1,120,000.00 元（112 万元）", "38,000.50 元（约 3.8 万元）", ""]
    );
    assert_eq!(column(&exit(), &rows, "PublishDate"), ["2019-01-08", "2005-03-09 00:00:00", ""]);
    assert!(rows.iter().all(|row| row.remarks.is_empty()));
}

#[test]
fn a_registration_and_its_penalties_are_shown_field_by_field() {
    let expected = [
        "示例-1",
        "2108950461",
        "失信企业 = 3",
        "2022-04-12",
        "",
        "注销!",
        "超期未报送",
        "示例海关",
        "1997-10-28",
        "进出口货物收发货人",
        "",
        "示例省示例市",
        "一般经济区域",
        "非特殊区域",
        "",
        "",
        "1|示例关缉违字〔2018〕1号|示例远洋贸易有限公司|违规|2018-09-05\n2||||",
    ];
    assert_eq!(texts(&recorded(&customs(), "customs-credit-punished")[0]), expected);
}

#[test]
fn levels_old_new_and_empty_are_kept_word_for_word() {
    let rows = recorded(&customs(), "customs-credit-every-level");
    let levels = column(&customs(), &rows, "IdentifyLevel");
    let words: Vec<&str> = levels.iter().map(|level| level.split(" = ").next().unwrap()).collect();
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
    assert_eq!(words, expected);
    assert!(levels.iter().all(|level| level.is_empty() || level.contains(" = ")), "each has a meaning");
}

#[test]
fn null_empty_text_empty_list_and_absent_fields_read_alike() {
    for (check, name) in
        [(exit(), "exit-restriction-empty-fields"), (customs(), "customs-credit-empty-fields")]
    {
        for row in &recorded(&check, name)[..4] {
            assert!(row.values.iter().all(Value::is_unstated) && row.remarks.is_empty(), "{name}: {row:?}");
        }
    }
    let rows = recorded(&exit(), "exit-restriction-empty-fields");
    assert_eq!(column(&exit(), &rows, "LimitList")[4], "示例乙、示例丙、示例丁");
}
