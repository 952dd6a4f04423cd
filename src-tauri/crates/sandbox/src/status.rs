//! The status codes of section 7 of the vendor's documents, with their messages.

/// 查询成功
pub(crate) const OK: u16 = 200;
/// 查询无结果
pub(crate) const NO_RESULT: u16 = 201;
/// 查询参数错误
pub(crate) const BAD_PARAMETER: u16 = 202;
/// 参数长度不能小于 2
pub(crate) const TOO_SHORT: u16 = 213;
/// 此接口不支持此公司类型查询
pub(crate) const NOT_COVERED: u16 = 208;
/// 当前的 KEY 无效
pub(crate) const UNKNOWN_KEY: u16 = 101;
/// 签名错误
pub(crate) const BAD_SIGNATURE: u16 = 107;
/// 身份验证错误或者已过期
pub(crate) const NOT_AUTHENTICATED: u16 = 115;
/// 当前接口不支持此方式的调用
pub(crate) const WRONG_METHOD: u16 = 118;

/// Table 7.1, 有效请求: codes that may be billed.
const VALID: [(u16, &str); 13] = [
    (OK, "查询成功"),
    (NO_RESULT, "查询无结果"),
    (BAD_PARAMETER, "查询参数错误，请检查"),
    (205, "等待处理中"),
    (207, "请求数据的条目数超过上限（5000）"),
    (NOT_COVERED, "此接口不支持此公司类型查询"),
    (209, "企业数量超过上限"),
    (TOO_SHORT, "参数长度不能小于2"),
    (215, "不支持的查询关键字"),
    (218, "该企业暂不支持空壳扫描"),
    (219, "该企业暂不支持准入尽调"),
    (105, "接口已下线停用"),
    (110, "当前相同查询连续出错，请等2小时后重试"),
];

/// Table 7.2, 无效请求, followed by 500, which only the quota document has, and the codes known from public
/// clients only.
const INVALID: [(u16, &str); 29] = [
    (UNKNOWN_KEY, "当前的KEY无效或者还未生效中"),
    (102, "当前KEY已欠费"),
    (103, "当前KEY被暂停使用"),
    (104, "请求KEY异常，请联系管理员"),
    (106, "非法请求过多，请联系管理员"),
    (BAD_SIGNATURE, "被禁止的IP或者签名错误"),
    (108, "异常请求过多，请联系管理员"),
    (109, "请求超过每日系统限制"),
    (111, "接口权限未开通，请联系管理员"),
    (112, "您的账号剩余使用量已不足或已过期"),
    (113, "当前接口已被删除，请重新申请"),
    (114, "当前接口已被禁用，请联系管理员"),
    (NOT_AUTHENTICATED, "身份验证错误或者已过期"),
    (116, "请求超过每日调用总量限制"),
    (117, "当前不支持的请求参数调用量过多"),
    (WRONG_METHOD, "当前接口不支持此方式的调用"),
    (119, "您的帐号出现异常，请联系管理员"),
    (120, "系统流量异常，请稍后再试"),
    (121, "数据不能出境"),
    (199, "系统未知错误，请联系技术客服"),
    (203, "系统查询有异常，请联系技术人员"),
    (214, "您还未购买过该接口，请先购买"),
    (223, "当前接口的计费方式不支持此查询参数"),
    (500, "接口相关的逻辑错误"),
    (122, "请求超过并发限制"),
    (123, "请求超过未认证账号的限制"),
    (124, "系统维护中，请稍后再试"),
    (126, "请求参数错误"),
    (224, "请求参数错误，请检查"),
];

/// Whether table 7.1 lists the code, so that the reply may be billed.
pub(crate) fn counts_as_valid(code: u16) -> bool {
    VALID.iter().any(|(listed, _)| *listed == code)
}

/// The documented message with its prefix, or one that names an unknown code.
pub(crate) fn message(code: u16) -> String {
    let words = |table: &[(u16, &'static str)]| {
        table.iter().find(|(listed, _)| *listed == code).map(|(_, words)| *words)
    };
    match (words(&VALID), words(&INVALID)) {
        (Some(words), _) => format!("【有效请求】{words}"),
        (None, Some(words)) => format!("【无效请求】{words}"),
        (None, None) => format!("【无效请求】示例：文档未列出的状态码{code:03}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_stands_in_one_table_once() {
        let mut codes: Vec<u16> = VALID.iter().chain(&INVALID).map(|(code, _)| *code).collect();
        codes.sort_unstable();
        let listed = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), listed);
    }

    #[test]
    fn valid_codes_say_so_and_may_be_billed() {
        assert_eq!(message(201), "【有效请求】查询无结果");
        assert!(counts_as_valid(110));
        assert_eq!(message(115), "【无效请求】身份验证错误或者已过期");
        assert!(!counts_as_valid(115));
    }

    #[test]
    fn an_unlisted_code_is_not_billed() {
        assert!(message(999).contains("999"));
        assert!(!counts_as_valid(999));
    }
}
