//! The app's two languages. Tests use the Chinese texts; for an app in English they are translated.

/// A language of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// 简体中文.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Its tag in the settings and the page's `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The page's text in this language for a Chinese one. Texts other than the app's own stay the same.
    pub fn words(self, words: &str) -> &str {
        let found = ENGLISH.iter().find(|(chinese, _)| self == Self::English && *chinese == words);
        found.map_or(words, |(_, english)| english)
    }
}

/// The texts that the tests in English look for.
const ENGLISH: &[(&str, &str)] = &[
    ("公司名称、统一社会信用代码或注册号", "Company name, unified social credit code or registration number"),
    ("核查（…", "Check (…"),
    ("演示数据", "Demo data"),
    ("取消", "Cancel"),
    ("关闭", "Close"),
    ("知道了", "Dismiss"),
    // Checks and their states
    ("限制出境", "Exit restriction"),
    ("限制出境…", "Exit restriction…"),
    ("进出口信用", "Customs credit"),
    ("进出口信用…", "Customs credit…"),
    ("工商快照", "Registration"),
    ("工商快照…", "Registration…"),
    ("身份报告", "Identity report"),
    ("身份报告…", "Identity report…"),
    ("额度", "Quota"),
    ("额度…", "Quota…"),
    ("未核查", "Not checked"),
    ("核查中", "Checking"),
    ("有记录", "record"),
    ("有记录 3", "3 records"),
    ("有登记", "registered"),
    ("有登记 3", "3 registered"),
    ("总览", "Overview"),
    ("总览…", "Overview…"),
    ("已选 0 项", "0 of"),
    ("已选 3 项", "3 of 15"),
    ("已选 15 项", "15 of 15"),
    ("有快照", "Picture kept"),
    ("未查到", "No record"),
    ("未能核查", "Not verified"),
    ("图片未取得", "Picture missing"),
    ("已查询", "Answered"),
    ("未能查询", "Not answered"),
    ("生成中", "Generating"),
    ("已保存", "Saved"),
    ("待确认", "To be confirmed"),
    ("已暂停", "On hold"),
    ("未生成", "Not generated"),
    // The search box
    ("公司名称", "Company name"),
    ("校验位正确", "check digit correct"),
    ("校验位不符，请核对", "check digit does not match, please verify"),
    ("疑似身份证号，不会发送", "Looks like an ID card number; it will not be sent"),
    ("太短，至少要 2 个字。", "Too short: at least 2 characters."),
    ("太长", "Too long"),
    ("也许登记的是：", "It may be registered as:"),
    ("粘贴的不止一个，请选要核查的：", "More than one was pasted. Choose what to check:"),
    ("核查项 3/15", "Checks 3/15"),
    ("核查项 0/15", "Checks 0/15"),
    ("请在“核查项”里至少选一项。", "Choose at least one"),
    ("最近核查", "Checked recently"),
    // Answers
    ("已显示 20 条，共 47 条", "20 of 47 records shown"),
    ("已显示 40 条，共 47 条", "40 of 47 records shown"),
    ("加载下一页（可能计费 1 次）", "Load the next page (may be billed once)"),
    ("加载下一页（演示）", "Load the next page (demo)"),
    ("全部加载（…", "Load all (…"),
    ("全部加载？", "Load all?"),
    ("下一页没有取得，前面的记录不受影响。", "The next page could not be obtained."),
    ("不完整", "Incomplete"),
    ("重新查询（可能计费 1 次）", "Ask again (may be billed once)"),
    ("一次核查 15 项？", "Run 15 checks at once?"),
    ("再问一次企查查？", "Ask Qichacha again?"),
    ("未再计费", "not billed again"),
    ("摘要", "Summary"),
    ("筛选", "Filter"),
    ("1 条含有", "1 of the 3 records shown hold"),
    ("会议模式", "Meeting mode"),
    ("会议模式已关闭。", "Meeting mode is off."),
    ("快捷键", "Keys"),
    ("等待结果（…", "Wait for the result (…"),
    ("您取消了这次查询", "You cancelled this query"),
    ("请校准电脑时间", "set its clock"),
    ("核查限制出境（可能计费 1 次）", "Check exit restriction (may be billed once)"),
    // The report
    ("生成报告", "Generate report"),
    ("下单一份基础身份报告？", "Order a basic identity report?"),
    ("确认下单", "Confirm order"),
    ("再试一次", "Try again"),
    ("重新下单", "Order again"),
    ("再下一单？", "Order another one?"),
    ("未下单", "Not ordered"),
    ("确认没有下单？", "Confirm that it was not ordered?"),
    ("查问订单号", "Ask about the number"),
    ("请填写订单号。", "Enter the order number."),
    ("之外另下的一单", "Ordered in spite of an earlier order"),
    ("企查查没有接受这次下单", "Qichacha did not accept the order"),
    ("其他公司的报告", "Reports of other companies"),
    ("一份身份报告已保存", "An identity report was saved"),
    ("用另一个账号下的", "This was ordered with another account"),
    // The quota
    ("查询额度", "Ask for the quota"),
    ("再查一次额度", "Ask for the quota again"),
    ("自然人核验", "Person verification"),
    // The record
    ("核查记录", "Record"),
    ("还没有核查记录", "Nothing is recorded yet"),
    ("搜索记录", "Search the record"),
    ("核查项", "Check"),
    ("没有符合条件的记录", "Nothing in the record matches"),
    ("返回", "Back"),
    ("共 ", " in all"),
    ("共 1 条。", "1 entry in all."),
    ("备注", "Note"),
    ("添加备注", "Add note"),
    ("结论", "Conclusion"),
    ("添加结论", "Add conclusion"),
    ("备注与结论", "Notes and conclusions"),
    ("删除…", "Delete…"),
    ("删除这条记录？", "Delete this entry?"),
    ("调用统计", "Call statistics"),
    ("按日", "By day"),
    // The settings
    ("设置", "Settings"),
    ("服务地址", "Service address"),
    ("保存", "Save"),
    ("保存底稿", "Save evidence"),
    ("保存文件夹不能用", "the folder cannot be used"),
    ("底稿已保存", "The evidence was saved"),
    ("设置已保存", "Settings saved"),
    ("仍然更改", "Change it all the same"),
    ("日志", "Log"),
    ("代理", "Proxy"),
    ("手动", "Manual"),
    ("直接连接", "Direct"),
    ("代理地址", "Proxy address"),
    ("代理用户名（可不填）", "Proxy user name (optional)"),
    ("测试连接", "Test connection"),
    ("连接正常，密钥有效", "The connection works and the key is valid"),
    ("连接没有成功", "The connection did not succeed"),
    ("密钥里有空白字符，请去掉后再保存。", "The key contains blanks."),
    ("必须以 https:// 开头；只有本机地址可以用 http://。", "It must begin with https://"),
    ("删除密钥", "Delete key"),
    ("删除已保存的密钥？", "Delete the saved key?"),
    ("只在本次使用", "Use for this time only"),
    // What stops everything
    ("密钥暂时取不到，不能核查", "The key cannot be read at the moment; nothing can be checked"),
    ("核查记录损坏", "The record is damaged"),
    ("核查记录不见了", "The record is missing"),
    ("设置文件里有不能用的内容", "The settings file holds what cannot be used"),
    ("打开设置", "Open settings"),
    ("新建一份记录", "Start a new record"),
    ("新建一份空的核查记录？", "Start an empty record?"),
];
