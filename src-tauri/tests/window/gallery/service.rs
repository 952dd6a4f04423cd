//! A service with replies that the sandbox never gives.

use catalog::ListCheck;
use serde_json::{Value, json};
use test_servers::parameter;

use crate::hostile::{all_payloads, row_of};
use crate::scripted::{Scripted, answered, is, listed, refused, reply};

/// Its replies contain hostile texts, and texts longer than any page.
pub const HOSTILE: &str = "示例敌意文字有限公司";
/// Its list has no total.
pub const INCOMPLETE: &str = "示例不完整有限公司";
/// Its list has 300 rows, and the second page fails.
pub const ENDLESS: &str = "示例三百条有限公司";

/// Starts the service.
pub async fn start() -> Scripted {
    let mut texts: Vec<String> = all_payloads("http://127.0.0.1:1").into_iter().step_by(40).collect();
    texts.push("示例长文".repeat(500));
    texts.push("unbroken".repeat(60));
    texts.push("反向\u{202e}文字\u{200b}与\u{feff}隐藏字符".to_owned());
    Scripted::start(move |request| answer(request, &texts)).await
}

fn answer(request: &str, texts: &[String]) -> Vec<u8> {
    let all = texts.join(" ");
    let list = ListCheck::all().find(|check| is(request, &check.path));
    let row = |text: &str| list.map_or(Value::Null, |check| row_of(&check.fields, text));
    match parameter(request, "searchKey").as_str() {
        _ if is(request, "GetEciImage") => answered(json!("http://127.0.0.1:1/snapshot.png")),
        _ if is(request, "getQuota") => {
            reply(json!({ "status": "112", "msg": "剩余使用量已不足", "result": null }))
        }
        HOSTILE if is(request, "CreateReport") => refused("112", &all, &all),
        HOSTILE => listed(texts.iter().map(|text| row(text)).collect()),
        INCOMPLETE => reply(json!({
            "Status": "200", "Message": "查询成功", "OrderNumber": "SCRIPTED2",
            "Result": { "VerifyResult": 1, "Data": [row("示例")] },
        })),
        ENDLESS if parameter(request, "pageIndex") == "1" => {
            let rows: Vec<Value> = (1..=20).map(|number| row(&format!("示例{number}"))).collect();
            let paging = json!({ "PageSize": 20, "PageIndex": 1, "TotalRecords": 300 });
            let result = json!({ "VerifyResult": 1, "Data": rows });
            reply(
                json!({ "Status": "200", "Message": "查询成功", "OrderNumber": "SCRIPTED3", "Paging": paging, "Result": result }),
            )
        }
        _ => refused("112", "您的账号剩余使用量已不足或已过期", "SCRIPTED4"),
    }
}
