//! What the snapshot and the report say, before anything is drawn.

use crate::{Company, clock::in_china, order_no::OrderNo};

/// A report as pages of tables; PDF and Word lay out the same one.
pub(crate) struct Report {
    pub(super) title: &'static str,
    pub(super) company: &'static str,
    /// Order number and date.
    pub(super) reference: String,
    pub(super) pages: [Vec<Table>; 2],
    pub(super) notice: &'static str,
}

pub(super) struct Table {
    pub(super) heading: &'static str,
    /// A column's heading, and its share of the table's width in percent.
    pub(super) columns: Vec<(&'static str, u16)>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The 基础身份报告 of a company, dated by its order.
pub(crate) fn report(company: &'static Company, order: &OrderNo) -> Report {
    let date = in_china(order.placed).date();
    Report {
        title: "基础身份报告（示例）",
        company: company.name,
        reference: format!("订单号 {order}　报告日期 {date}"),
        pages: [
            vec![identity(company), shareholders(company)],
            vec![beneficial_owners(company), key_people(company)],
        ],
        notice: "本报告由示例环境生成，所载企业、人员、号码均为虚构，仅供演示与测试，不得用作任何真实核查的依据。",
    }
}

/// What a registration card lists, in its order.
pub(super) fn registration(company: &Company) -> Vec<(&'static str, String)> {
    [
        ("企业名称", company.name),
        ("统一社会信用代码", company.credit_code),
        ("注册号", company.registration_no),
        ("企业类型", company.kind),
        ("法定代表人", company.legal_representative),
        ("注册资本", company.capital),
        ("成立日期", company.founded),
        ("营业期限", "长期"),
        ("登记状态", "存续（示例）"),
        ("登记机关", "示例市市场监督管理局"),
        ("住所", company.address),
        ("经营范围", company.business),
    ]
    .map(|(label, value)| (label, value.to_owned()))
    .into()
}

fn identity(company: &Company) -> Table {
    Table {
        heading: "一、基础身份信息",
        columns: vec![("项目", 26), ("内容", 74)],
        rows: registration(company).into_iter().map(|(label, value)| vec![label.to_owned(), value]).collect(),
    }
}

pub(super) fn shareholders(company: &Company) -> Table {
    let representative = company.legal_representative;
    Table {
        heading: "二、股东及出资信息",
        columns: vec![("股东", 40), ("股东类型", 22), ("持股比例", 16), ("认缴日期", 22)],
        rows: rows(&[
            &["示例控股有限公司", "企业法人", "60%", company.founded],
            &[representative, "自然人", "30%", company.founded],
            &["吴试例", "自然人", "10%", company.founded],
        ]),
    }
}

fn beneficial_owners(company: &Company) -> Table {
    let representative = company.legal_representative;
    Table {
        heading: "三、受益所有人",
        columns: vec![("姓名", 18), ("判定依据", 44), ("受益比例", 16), ("证件类型", 22)],
        rows: rows(&[
            &[representative, "直接及间接持有超过25%的股权", "54%", "身份证（示例）"],
            &["吴试例", "通过人事等方式实施控制", "10%", "身份证（示例）"],
        ]),
    }
}

fn key_people(company: &Company) -> Table {
    let representative = company.legal_representative;
    Table {
        heading: "四、主要人员",
        columns: vec![("姓名", 28), ("职务", 44), ("任职日期", 28)],
        rows: rows(&[
            &[representative, "执行董事、法定代表人", company.founded],
            &["吴试例", "总经理", "2020-06-30"],
            &["郑样例", "财务负责人", "2021-03-15"],
            &["冯演例", "监事", "2020-06-30"],
        ]),
    }
}

fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
    cells.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}
