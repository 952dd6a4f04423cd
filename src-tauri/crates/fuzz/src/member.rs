//! Adds members to replies, which byte-wise mutations rarely achieve.

/// Names under which rows might come, in several casings, and names of described members.
const NAMES: &[&str] = &[
    "DataList",
    "datalist",
    "Data",
    "data",
    "DATA",
    "Rows",
    "rows",
    "Records",
    "Items",
    "Extra",
    "Count",
    "Total",
    "TotalRecords",
    "totalRecords",
    "PageSize",
    "Paging",
    "paging",
    "Status",
    "status",
    "Result",
    "result",
    "VerifyResult",
    "verifyResult",
    "Message",
    "msg",
    "OrderNumber",
    "OrderNo",
    "orderNo",
    "ORDERNO",
    "示例",
];

/// Values of a member: lists, objects, numbers, texts, and all forms of "nothing".
const VALUES: &[&str] = &[
    r#"[{"CaseNo":"1"}]"#,
    r#"{"CaseNo":"1"}"#,
    r#"{"Data":[{"CaseNo":"1"}]}"#,
    r#"{"a":null}"#,
    "[null]",
    "[\"\"]",
    "[[]]",
    "{}",
    "0",
    "1",
    "-1",
    "0.5",
    "true",
    "false",
    "\"0\"",
    "\" \"",
    "\"RB20220113000001\"",
    "\"示例\"",
    "null",
    "\"\"",
    "[]",
];

/// Adds a member to one of the reply's objects. `choice` selects both.
pub fn with_a_member(reply: &[u8], choice: u32) -> Vec<u8> {
    let mut left = choice as usize;
    let mut choose = |count: usize| {
        let chosen = left % count;
        left /= count;
        chosen
    };
    let (name, value) = (NAMES[choose(NAMES.len())], VALUES[choose(VALUES.len())]);
    let objects: Vec<usize> = (0..reply.len()).filter(|&at| reply[at] == b'{').collect();
    if objects.is_empty() {
        return reply.to_vec();
    }
    let (before, after) = reply.split_at(objects[choose(objects.len())] + 1);
    let comma = if after.trim_ascii_start().starts_with(b"}") { "" } else { "," };
    [before, format!("\"{name}\":{value}{comma}").as_bytes(), after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_comes_into_every_object() {
        let reply = br#"{"Paging":{},"Result":{"VerifyResult":0}}"#;
        let kinds = NAMES.len() * VALUES.len();
        let mut places = [0; 3];
        for choice in 0..kinds * 3 {
            let grown = with_a_member(reply, choice.try_into().unwrap());
            // An existing name results in a duplicate key, which some parsers reject.
            let value: serde_json::Value = serde_json::from_slice(&grown).unwrap();
            let sizes = [&value, &value["Paging"], &value["Result"]]
                .map(|it| it.as_object().map_or(0, |it| it.len()));
            for (place, (size, was)) in places.iter_mut().zip(sizes.into_iter().zip([2, 0, 1])) {
                *place += usize::from(size > was);
            }
        }
        assert!(places.iter().all(|&grown| grown > kinds / 2), "{places:?}");
    }

    #[test]
    fn what_has_no_object_stays_as_it_is() {
        assert_eq!(with_a_member(b"[]", 7), b"[]");
    }
}
