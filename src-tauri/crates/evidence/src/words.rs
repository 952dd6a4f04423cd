//! The texts of evidence files, generated from the page's messages by `npm test -- -u` in `ui/`. Do not edit.

pub mod app {
    pub const NAME: &str = "核查台";
    pub const DEMO: &str = "演示数据";
    pub const DEMO_TITLE: &str = "公司、案件和人名均为虚构；不连接企查查";
    pub const SEPARATOR: &str = "：";
    pub const LIST_SEPARATOR: &str = "、";
}
pub mod checks {
    pub const REGISTRATION_SNAPSHOT: &str = "工商快照";
    pub const IDENTITY_REPORT: &str = "身份报告";
}
pub mod finding {
    pub fn exactly(a: impl std::fmt::Display) -> String { format!(" {a} ") }
    pub fn at_least(a: impl std::fmt::Display) -> String { format!("至少 {a} ") }
    pub const FOUND_SNAPSHOT: &str = "已取得工商快照";
    pub const PICTURE_MISSING: &str = "企查查已答复，但快照图片没有取回";
    pub const FOUND_QUOTA: &str = "已查询额度";
    pub const NO_SNAPSHOT: &str = "未查到工商快照";
    pub const NO_QUOTA: &str = "未查到额度信息";
    pub fn not_verified(a: impl std::fmt::Display) -> String { format!("未能核查{a}") }
    pub const INCONSISTENT_ROWS: &str = "下面是随这次自相矛盾的答复一起收到的内容，只供参考，不能当作核查结果。";
    pub const PROVISIONAL: &str = "字段依公开资料编写，尚未对照企查查专业版。";
    pub fn compared(a: impl std::fmt::Display) -> String { format!("字段依公开资料编写，已于 {a} 对照企查查专业版核对。") }
    pub const NO_RECORD_NOTICE: &str = "未查到不等于没有风险。";
    pub fn no_record_forms(of: store::finding::NoRecordForm) -> &'static str {
        match of {
            store::finding::NoRecordForm::VerifyResultZero => "企查查正常答复，写明“数据不存在”（VerifyResult 0）。",
            store::finding::NoRecordForm::Status201 => "企查查答复“查询无结果”（状态码 201）。",
        }
    }
    pub mod limits {
        pub const REGISTRATION_SNAPSHOT: &str = "图片是企查查取得时的登记页面，可能不是今天的登记状态；以国家企业信用信息公示系统为准。";
    }
    pub fn from_host(a: impl std::fmt::Display) -> String { format!("数据来自企查查（{a}）") }
    pub const FROM_DEMO: &str = "来自演示数据（虚构）";
    pub const ORDER_NUMBER: &str = "单号";
    pub fn evidence(a: impl std::fmt::Display) -> String { format!("查询凭据（{a} 次查询）") }
    pub fn evidence_page(a: impl std::fmt::Display) -> String { format!("第 {a} 页") }
    pub fn evidence_bytes(a: impl std::fmt::Display) -> String { format!("{a} 字节") }
    pub const EVIDENCE_NO_REPLY: &str = "没有收到答复";
}
pub mod completeness {
    pub fn complete(a: impl std::fmt::Display) -> String { format!("共 {a} 条，已全部显示。") }
    pub fn more(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("已显示 {a} 条，共 {b} 条。") }
    pub const PAGE_FAILED: &str = "下一页没有取得，前面的记录不受影响。";
    pub const INCOMPLETE: &str = "不完整";
    pub fn incomplete_counts(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("已显示 {a} 条，企查查称共 {b} 条。") }
    pub fn incomplete_no_total(a: impl std::fmt::Display) -> String { format!("已显示 {a} 条，总数不明。") }
    pub fn reasons(of: store::finding::IncompleteReason) -> &'static str {
        match of {
            store::finding::IncompleteReason::NoPaging => "企查查没有给出总数，无法确认是否还有更多。",
            store::finding::IncompleteReason::TotalChanged => "翻页期间总数变了，可能有遗漏。",
            store::finding::IncompleteReason::RowsRepeated => "相同的记录出现了不止一次，重复的已合并，可能有遗漏。",
            store::finding::IncompleteReason::PageShort => "收到的记录比应有的少。",
            store::finding::IncompleteReason::PageIndexWrong => "企查查返回的不是所要的那一页。",
            store::finding::IncompleteReason::MoreRowsThanTotal => "收到的记录比企查查所说的总数还多。",
            store::finding::IncompleteReason::MoreBeside => "答复里还有本程序不认识的内容，其中可能另有记录。",
        }
    }
}
pub mod failure {
    pub const ISSUER: &str = "证书颁发者";
    pub fn billing(demo: bool) -> &'static str { if demo { "说明" } else { "是否计费" } }
    pub fn not_billed(demo: bool) -> &'static str { if demo { "演示数据：没有发给企查查。" } else { "这次没有计费。" } }
    pub fn may_have_been_billed(demo: bool) -> &'static str { if demo { "演示数据：没有发给企查查。" } else { "可能已计费，以企查查账单为准。" } }
    pub const CODE: &str = "代码";
    pub const SERVICE_MESSAGE: &str = "企查查的原文";
    pub const ORDER_NUMBER: &str = "单号";
    pub const TECHNICAL: &str = "技术细节";
    pub fn status(of: store::failure::StatusMeaning) -> &'static str {
        match of {
            store::failure::StatusMeaning::NothingFound => "企查查没有查到这个名称或订单号。",
            store::failure::StatusMeaning::SearchTextRejected => "企查查没有接受这段查询文字。",
            store::failure::StatusMeaning::Pending => "企查查还在处理这次查询，暂时没有结果。",
            store::failure::StatusMeaning::TooMuchData => "符合条件的数据太多，超过了企查查的上限。",
            store::failure::StatusMeaning::NotCovered => "企查查的这项服务不支持这一类主体。",
            store::failure::StatusMeaning::LockedForTwoHours => "相同的查询连续出错，企查查已把它锁定 2 小时。",
            store::failure::StatusMeaning::Account => "企查查不接受当前的 AppKey 或账号。",
            store::failure::StatusMeaning::Signature => "签名没有被接受，或者本机的出口 IP 不在许可范围内。",
            store::failure::StatusMeaning::Authentication => "身份验证没有通过，或者已经过期。",
            store::failure::StatusMeaning::OutOfCredit => "账号已欠费，或剩余使用量已用完、已到期。",
            store::failure::StatusMeaning::CallLimit => "已达到企查查的调用次数上限。",
            store::failure::StatusMeaning::NotPurchased => "账号还没有开通这项服务。",
            store::failure::StatusMeaning::Retired => "企查查的这项服务已下线、停用或变更。",
            store::failure::StatusMeaning::ExportForbidden => "企查查认为请求来自境外，数据不能出境。",
            store::failure::StatusMeaning::ServiceTrouble => "企查查的系统出现异常。",
            store::failure::StatusMeaning::Unknown => "企查查返回了本程序不认识的状态码，原文见详情。",
        }
    }
    pub fn not_sent(of: store::failure::NotSentReason) -> &'static str {
        match of {
            store::failure::NotSentReason::Dns => "找不到企查查的服务器，请求没有发出。",
            store::failure::NotSentReason::Connect => "连不上企查查的服务器，请求没有发出。",
            store::failure::NotSentReason::ConnectTimeout => "连接企查查的服务器超时，请求没有发出。",
            store::failure::NotSentReason::Tls => "无法与服务器建立安全连接，请求没有发出。",
            store::failure::NotSentReason::UnknownAuthority => "对方出示的安全证书不被这台电脑信任，请求没有发出。",
            store::failure::NotSentReason::CertificateExpired => "对方出示的安全证书不在有效期内，请求没有发出。",
            store::failure::NotSentReason::WrongHost => "对方出示的是另一个网站的安全证书，请求没有发出。",
            store::failure::NotSentReason::Proxy => "代理服务器连不上、没有放行或需要密码，请求没有发出。",
            store::failure::NotSentReason::AppClosed => "请求发出之前程序被关闭，请求没有发出。",
            store::failure::NotSentReason::NotRecorded => "核查记录写不进去，请求没有发出。",
            store::failure::NotSentReason::AccountRefused => "企查查刚在另一项核查里拒绝了这个账号，这一项没有发送。",
            store::failure::NotSentReason::Other => "请求没有发出。",
        }
    }
    pub fn interrupted(of: store::failure::InterruptedReason) -> &'static str {
        match of {
            store::failure::InterruptedReason::Timeout => "请求已经发出，但企查查没有在时限内答复。",
            store::failure::InterruptedReason::ConnectionLost => "请求发出后连接中断，没有收到答复。",
            store::failure::InterruptedReason::TooLarge => "答复大得不正常，已停止接收。",
            store::failure::InterruptedReason::BodyIncomplete => "答复没有收完整。",
            store::failure::InterruptedReason::AppClosed => "请求发出后程序被关闭，没有收到答复。",
        }
    }
    pub fn unreadable(of: store::failure::UnreadableReason) -> &'static str {
        match of {
            store::failure::UnreadableReason::HttpStatus => "服务器返回了网络错误，没有给出查询结果。",
            store::failure::UnreadableReason::WebPage => "网络网关拦截，收到的是网页而不是查询结果。",
            store::failure::UnreadableReason::Xml => "企查查的答复是 XML，不是约定的格式，无法读取。",
            store::failure::UnreadableReason::Empty => "企查查的答复是空的。",
            store::failure::UnreadableReason::NotJson => "收到的答复不是企查查约定的格式，无法读取。",
            store::failure::UnreadableReason::Shape => "答复里缺少应有的内容，无法读取。",
            store::failure::UnreadableReason::Encoding => "答复的文字编码无法识别。",
        }
    }
    pub const INCONSISTENT: &str = "企查查的答复前后矛盾，不能据此下结论。";
    pub const CANCELLED: &str = "您取消了这次查询。";
    pub fn file(of: store::failure::FileReason) -> &'static str {
        match of {
            store::failure::FileReason::AddressRefused => "企查查给出的文件地址不安全，本程序没有访问。",
            store::failure::FileReason::NotSent => "连不上存放文件的服务器。",
            store::failure::FileReason::Certificate => "存放文件的服务器出示的安全证书不被这台电脑信任、不在有效期内，或属于另一个网站。文件没有下载。",
            store::failure::FileReason::Proxy => "代理服务器连不上、没有放行存放文件的网站，或需要密码。文件没有下载。",
            store::failure::FileReason::FakeIp => "这台电脑或路由器上的代理工具（如 Clash、Surge）替存放文件的网站给出了虚拟地址（fake-ip），而没有替企查查这样做。本程序没有访问。",
            store::failure::FileReason::ZeroTrust => "零信任客户端或 VPN 替存放文件的网站给出了内部地址，而没有替企查查这样做。本程序没有访问。",
            store::failure::FileReason::Nat64 => "这个网络用地址转换（NAT64）给出了存放文件的网站的地址，企查查却不经过它。本程序没有访问。",
            store::failure::FileReason::InternalAddress => "网络把存放文件的网站指向了本机或内部网络的地址：可能是单位的域名服务器、广告拦截工具，或需要登录的 Wi-Fi。本程序没有访问。",
            store::failure::FileReason::Interrupted => "下载文件时连接中断。",
            store::failure::FileReason::TooLarge => "文件大得不正常，已停止下载。",
            store::failure::FileReason::WrongType => "下载到的不是应有的文件类型。",
            store::failure::FileReason::PutAside => "收到的文件认不出是完整的 PDF 或 Word 报告，没有当作报告；它已原样放进报告保存文件夹里的“未通过核对”，同样的内容只留一份。",
            store::failure::FileReason::Damaged => "下载到的文件已损坏。",
            store::failure::FileReason::Gone => "文件已不在企查查给出的地址上，可能已过期。",
            store::failure::FileReason::NotWritten => "文件已经取到，但没能写入磁盘。",
            store::failure::FileReason::HostTrouble => "存放文件的服务器暂时有故障，或者太忙。",
        }
    }
    pub const REPORT_FAILED: &str = "企查查没能生成这份报告。";
    pub const NEWER: &str = "较新版本的核查台记下了原因，当前版本无法识别。";
}
pub fn party(of: catalog::PartyKind) -> &'static str {
    match of {
        catalog::PartyKind::Company => "企业",
        catalog::PartyKind::Person => "个人",
        catalog::PartyKind::Unknown => "类型不明",
    }
}
pub mod remark {
    pub fn damaged(a: impl std::fmt::Display) -> String { format!("“{a}”里有不能识别的字符，以“�”代替；请看原始答复。") }
    pub fn unexpected(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("“{a}”不是企查查文档所说的形式，没有读出。答复里写的是：{b}") }
    pub fn several(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("“{a}”在这一条里不止一个值，另外写着：{b}") }
}
pub mod snapshot {
    pub fn picture(a: impl std::fmt::Display) -> String { format!("{a}的工商快照") }
    pub const CANNOT_SHOW: &str = "图片打不开，原图仍可保存";
    pub const SIZE: &str = "尺寸";
    pub fn pixels(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("{a} × {b} 像素") }
    pub const BYTES: &str = "大小";
    pub const SHA256: &str = "SHA-256";
    pub const PLAINTEXT: &str = "明文传输";
    pub const PLAINTEXT_HINT: &str = "企查查只提供了未加密的下载地址：内容在途中可能被看到或改动。没有随下载发送任何密钥。";
    pub fn fetch_billed(demo: bool) -> &'static str { if demo { "演示数据：没有发给企查查。" } else { "这次查询可能已计费，以企查查账单为准；取图片本身不计费。" } }
}
pub mod report {
    pub const FORMAT_LEGEND: &str = "报告格式";
    pub fn formats(of: store::order::ReportFormat) -> &'static str {
        match of {
            store::order::ReportFormat::Pdf => "PDF",
            store::order::ReportFormat::Word => "Word",
        }
    }
    pub fn kinds(of: store::order::ReportKind) -> &'static str {
        match of {
            store::order::ReportKind::Pdf => "PDF",
            store::order::ReportKind::Word => "Word",
            store::order::ReportKind::WordWithMacros => "带宏的 Word（.docm）",
            store::order::ReportKind::OldWord => "旧版 Word（.doc）",
            store::order::ReportKind::RichText => "RTF 文档（.rtf）",
            store::order::ReportKind::WordMarkup => "Word 可打开的网页格式（.doc）",
            store::order::ReportKind::Ofd => "OFD 版式文件（.ofd）",
            store::order::ReportKind::OpenDocument => "OpenDocument 文档（.odt）",
            store::order::ReportKind::Archive => "装有报告的压缩包（.zip）",
        }
    }
    pub const PLACED_AT: &str = "提交时间";
    pub const ORDER_NO: &str = "订单号";
    pub mod states {
        pub const INTENT: &str = "正在下单";
        pub const SENDING: &str = "正在下单";
        pub const ACCEPTED: &str = "已下单，等待生成";
        pub const NOT_GENERATED: &str = "已下单，企查查还没有开始生成";
        pub const PROCESSING: &str = "生成中";
        pub const READY: &str = "已生成，正在下载";
        pub const SAVED: &str = "已保存";
        pub const REFUSED: &str = "企查查没有接受这次下单";
        pub const NOT_SENT: &str = "下单没有发出";
        pub const UNKNOWN: &str = "不确定是否已下单";
        pub const ON_HOLD: &str = "已暂停，等您决定";
        pub const FAILED: &str = "报告没有生成";
        pub const NOT_PLACED: &str = "已由您确认：没有下单";
        pub const GIVEN_UP: &str = "已由您放弃，不再等待";
        pub const REPLACED: &str = "已由您另下的一单代替";
        pub const NEWER: &str = "由较新版本写入，当前版本无法识别其状态";
    }
    pub fn saved_as_other(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("要的是 {a}，企查查给的是 {b}，已按实际类型保存。") }
    pub const FILE_NAME: &str = "文件";
    pub const SAVED_AT: &str = "保存时间";
    pub const NUMBER_FROM: &str = "订单号来源";
    pub const NUMBER_BY_PERSON: &str = "由人员填写；报告是不是这家公司的，程序没有核实，请看报告封面。";
    pub fn hold(demo: bool, of: store::order::HoldReason) -> &'static str {
        match of {
            store::order::HoldReason::SevenDays if demo => "下单已满 7 天，还没有报告，程序不再自动询问。订单仍在，可以再问进度。",
            store::order::HoldReason::SevenDays => "下单已满 7 天，报告还没有取到，程序不再自动询问。订单仍在，再问进度不计费。",
            store::order::HoldReason::Attempts if demo => "报告已经生成，但连续 3 次没能取到文件，程序不再自动重试。",
            store::order::HoldReason::Attempts => "报告已经生成，但连续 3 次没能取到文件，程序不再自动重试。再取文件不计费。",
            store::order::HoldReason::Refused => "企查查不再答复这个账号的询问，程序不再自动询问。订单仍在；等待不会让它好转，要由人处理：原因和办法见下。",
            store::order::HoldReason::Newer if demo => "较新版本的核查台暂停了这份订单，当前版本无法识别原因。",
            store::order::HoldReason::Newer => "较新版本的核查台暂停了这份订单，当前版本无法识别原因。再问进度不计费。",
        }
    }
    pub fn fetching_billed(demo: bool) -> &'static str { if demo { "演示数据：没有发给企查查。" } else { "询问进度和取文件不计费；下单可能已计费，以企查查账单为准。" } }
}
pub mod clock {
    pub fn difference(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("{a} 分 {b} 秒") }
    pub fn ahead(a: impl std::fmt::Display) -> String { format!("本机时钟比企查查快 {a}。") }
    pub fn behind(a: impl std::fmt::Display) -> String { format!("本机时钟比企查查慢 {a}。") }
    pub const AFFECTS: &str = "以上时间取自本机，请校准电脑时间；答复不受影响。";
}
pub mod history {
    pub fn outcomes(of: store::record::RecordedOutcome) -> &'static str {
        match of {
            store::record::RecordedOutcome::Found => "有记录",
            store::record::RecordedOutcome::NoRecord => "未查到",
            store::record::RecordedOutcome::NotVerified => "未能核查",
            store::record::RecordedOutcome::Cancelled => "已取消",
            store::record::RecordedOutcome::Pending => "进行中",
            store::record::RecordedOutcome::Newer => "由较新版本写入",
        }
    }
    pub const NEWER: &str = "由较新版本写入";
    pub fn may_be_billed(demo: bool) -> &'static str { if demo { "演示" } else { "可能已计费" } }
    pub fn kinds(of: store::record::NoteKind) -> &'static str {
        match of {
            store::record::NoteKind::Note => "备注",
            store::record::NoteKind::Conclusion => "结论",
            store::record::NoteKind::Compared => "已核对",
        }
    }
    pub const NOTES_TITLE: &str = "备注与结论";
}
pub mod text {
    pub const UNSTATED: &str = "未载明";
    pub const UNREAD: &str = "没有读出";
}
pub mod evidence {
    pub const TITLE: &str = "核查底稿";
    pub fn titled(demo: bool, a: impl std::fmt::Display) -> String { if demo { format!("核查底稿（演示数据）  {a}") } else { format!("核查底稿  {a}") } }
    pub fn file_name(demo: bool, a: impl std::fmt::Display) -> String { if demo { format!("演示数据_核查底稿_{a}") } else { format!("核查底稿_{a}") } }
    pub fn footer(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("{a}  保存于 {b}（北京时间）") }
    pub const MADE: &str = "本底稿由核查台按本机的核查记录生成，逐项列出查询的问题、时间和企查查的答复，没有人工改动。它不评分，也不下结论；“备注与结论”由核查人员撰写。";
    pub const NO_REPLY: &str = "没有收到任何答复。查询时间取自本机时钟。";
    pub const REPLIES_IN_RECORD: &str = "这次没有保存 PDF，收到的原始答复没有附上，保存时在核查台的本机记录里；";
    pub const REPLIES_ATTACHED: &str = "收到的原始答复按收到的原样附在 PDF 文件里，";
    pub const REPLIES_PARTLY_ATTACHED: &str = "收到的原始答复按收到的原样附在 PDF 文件里，太大而没有附上的逐一注明；";
    pub const PROVES: &str = "SHA-256 可用来核对是否被改动；文字与原始答复不一致时，以原始答复为准。查询时间取自本机时钟。";
    pub const LEFT_OUT: &str = "未收入";
    pub fn newer_left_out(a: impl std::fmt::Display) -> String { format!("另有 {a} 条核查记录由较新版本的核查台写入，或属于已经移除的自定义核查项，本底稿没有收入；请更新程序或放回自定义核查项的文件后另存一份。") }
    pub fn no_look_up(a: impl std::fmt::Display) -> String { format!("本底稿不含{a}的查询") }
    pub fn no_order(a: impl std::fmt::Display) -> String { format!("本底稿不含{a}的订单") }
    pub fn proves_nothing(a: impl std::fmt::Display) -> String { format!("{a}，不能说明这一项。") }
    pub const REST_NOT_HELD: &str = "其余的没有取得，不在本底稿内。";
    pub const SUBJECT: &str = "核查对象";
    pub const SAVED_AT: &str = "保存时间";
    pub fn beijing_time(a: impl std::fmt::Display) -> String { format!("{a}（北京时间）") }
    pub const SOURCE: &str = "数据来源";
    pub const SOURCE_SEPARATOR: &str = "；";
    pub const PROGRAM: &str = "程序";
    pub const CHECK: &str = "核查项";
    pub const OUTCOME: &str = "结果";
    pub const RESULT: &str = "核查结果";
    pub const ASKED_OF: &str = "查询对象";
    pub const ASKED_AT: &str = "查询时间";
    pub const ASKED_AT_BEIJING: &str = "查询时间（北京时间）";
    pub const TIME_BEIJING: &str = "时间（北京时间）";
    pub const STATE: &str = "状态";
    pub const NOTE_KIND: &str = "类别";
    pub const ITEM: &str = "项目";
    pub const CONTENT: &str = "内容";
    pub const ABOUT: &str = "说明";
    pub const BYTES: &str = "字节";
    pub const FILE_NAME_COLUMN: &str = "文件名";
    pub const PDF_ATTACHMENT: &str = "PDF 附件";
    pub const OVERVIEW_SHEET: &str = "概要";
    pub const ORDER_SHEET: &str = "订单";
    pub const RECEIPT_SHEET: &str = "凭据";
    pub const ANOTHER_ORDER: &str = "另下的一单";
    pub fn follows(demo: bool) -> &'static str { if demo { "这是在较早的一单之外另下的一单。" } else { "这是在较早的一单之外另下的一单，两单都可能计费，以企查查账单为准。" } }
    pub const ORDER_HISTORY: &str = "订单经过";
    pub const ORIGINAL_PICTURE: &str = "收到的原图";
    pub const RECEIVED_FILE: &str = "收到的文件，按收到的原样";
    pub const ROW_NUMBER: &str = "序号";
    pub fn original(a: impl std::fmt::Display) -> String { format!("{a}（原文）") }
    pub fn meaning(a: impl std::fmt::Display) -> String { format!("{a}的含义") }
    pub fn count(a: impl std::fmt::Display) -> String { format!("{a}条数") }
    pub fn level(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("{a}。{b}") }
    pub fn with_note(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("{a}（{b}）") }
    pub const CUT: &str = "……（太长，以下略，全文见原始答复）";
    pub const GOES_ON: &str = "……（下接下一行）";
    pub const WENT_ON: &str = "（上接上一行）……";
    pub const REQUEST: &str = "查询时间与单号";
    pub fn outcome_and_cost(demo: bool) -> &'static str { if demo { "结果" } else { "结果与计费" } }
    pub const RECEIPT: &str = "原始答复（附件）与 SHA-256";
    pub const LOOK_UP: &str = "查询";
    pub const PROGRESS: &str = "询问进度（最后一次）";
    pub const ORDER: &str = "下单";
    pub const ASKED_AGAIN: &str = "，后来又问了一次";
    pub const NOT_BILLED: &str = "没有计费";
    pub const ATTACHMENTS: &str = "附件";
    pub const NO_ATTACHMENTS: &str = "没有附件：没有收到任何答复。";
    pub const NONE_ATTACHED: &str = "下表的文件都没有附上，原因逐一注明。";
    pub const ALL_ATTACHED: &str = "附件在本 PDF 文件之内。";
    pub fn attached_but(a: impl std::fmt::Display) -> String { format!("除注明没有附上的 {a} 个文件外，附件在本 PDF 文件之内。") }
    pub const HOW_TO_OPEN: &str = "用 Adobe Acrobat Reader、福昕（Foxit）阅读器或 Firefox 打开，可在“附件”栏里查看和另存。macOS 的“预览”、Edge、微信、WPS 等阅读器不显示附件，或只显示一部分，但附件仍在文件里。每一个附件的 SHA-256 都印在下表中，看不到附件时也可用任何 SHA-256 工具核对另外收到的文件。";
    pub fn described(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("{a}；SHA-256 {b}") }
    pub fn reply_of(a: impl std::fmt::Display) -> String { format!("{a}的原始答复") }
    pub const TO_SECTION: &str = "转到这一节";
    pub fn reply_of_page(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("{a}第{b}页的原始答复") }
    pub fn reply_of_progress(a: impl std::fmt::Display) -> String { format!("{a}进度的原始答复") }
    pub fn reply_of_order(a: impl std::fmt::Display) -> String { format!("{a}下单的原始答复") }
    pub fn picture_file(a: impl std::fmt::Display) -> String { format!("{a}图片，按收到的原样") }
    pub fn report_file(a: impl std::fmt::Display, b: impl std::fmt::Display) -> String { format!("{a}文件，原名 {b}") }
    pub fn not_attached(of: crate::Left) -> &'static str {
        match of {
            crate::Left::NoPdf => "没有附上：这次没有保存 PDF",
            crate::Left::TooLarge => "文件太大，没有附上，请与本底稿一并保存",
            crate::Left::Gone => "没有附上：文件已不在原处，可能被移动或删除",
            crate::Left::OutOfReach => "没有附上：现在读不到这个文件，可能是网络盘或移动硬盘没有连接，或没有访问权限",
            crate::Left::Changed => "没有附上：文件的内容与保存时不同",
        }
    }
}
