import type { EvidenceFormat, IncompleteReason, Trouble } from '../bindings';
import type { System } from '../system';
import { error } from './zh-CN/error';
import { failure } from './zh-CN/failure';
import { history, readOnly } from './zh-CN/record';
import { report } from './zh-CN/report';
import { search, refusal, personalNumbers } from './zh-CN/search';
import { settings } from './zh-CN/settings';

/** Every word of the page, in Chinese. Its shape is the type that other languages must fill. */
export const zhCN = {
  /** Selects this language's texts of a description. */
  language: 'zh' as 'zh' | 'en',

  app: {
    name: '核查台',
    demo: '演示数据',
    demoTitle: '公司、案件和人名均为虚构；不连接企查查',
    demoBand: '不是企查查的结果',
    settings: '设置',
    retry: '重试',
    startFailed: '程序没有准备好',
    cancel: '取消',
    separator: '：',
    listSeparator: '、',
  },

  opening: {
    title: '正在打开核查记录，读取密钥…',
    keychain: {
      mac: '如果 macOS 询问是否允许“核查台”使用钥匙串里的“qcc-desk”，请输入这台电脑的登录密码，再选“始终允许”。那里只有企查查的密钥和代理密码，不显示，也不发往别处。',
      windows: '密钥在 Windows 凭据管理器里，读取时不会弹窗询问。',
      linux: '如果系统要求解锁密钥环，请输入您登录这台电脑的密码。',
    } satisfies Record<System, string>,
  },

  groups: { judicial: '司法', regulatory: '行政与税务', assets: '资产', others: '其他' },

  choice: {
    title: '核查项',
    open: (n: number, of: number) => `核查项 ${n}/${of}`,
    what: '在搜索框里按 Enter，会一并核查勾选的各项。勾选会被记住，本身不会查询。',
    chosen: (n: number, of: number) => `已选 ${n} 项，共 ${of} 项`,
    all: '全选',
    none: '全不选',
    others: (n: number) => `还有 ${n} 项可选`,
    leaveOut: (check: string) => `以后不再核查${check}`,
    refused: (n: number) => `有 ${n} 个自定义核查项的文件未能读入，其他核查不受影响：`,
  },

  overview: {
    title: '总览',
    notAsked: '没有查询，没有计费',
    recorded: (time: string) => `${time} 的记录`,
    notAskedAgain: (n: number) => `${n} 项未重查`,
    againWhere: '先选一项核查，再按 F5 重新查询它。',
    willRun: (checks: string) => `按 Enter 核查：${checks}。`,
    tally: {
      adverse: (n: number) => `${n} 项有记录`,
      found: (n: number) => `${n} 项有登记`,
      noRecord: (n: number) => `${n} 项未查到`,
      notVerified: (n: number) => `${n} 项未能核查`,
      busy: (n: number) => `${n} 项核查中`,
      none: (n: number) => `${n} 项未核查`,
    },
  },

  checks: {
    registrationSnapshot: '工商快照',
    identityReport: '身份报告',
    quota: '额度',
  },

  welcome: {
    title: '输入公司名称，几秒钟知道企查查怎么说',
    does: { name: '做什么', text: '一次核查限制出境、进出口信用和工商快照；还能下单身份报告，查询账号额度。' },
    asks: { name: '何时查询', text: '只在您点击时查询；切换核查项、翻看记录不会查询，也绝不自动重复下单。' },
    keeps: { name: '密钥在哪', text: '只存入本机系统的密钥库，不显示，也不写进文件，只用来给发往企查查的请求签名。' },
    enterKey: '填写密钥',
  },

  summary: {
    title: '摘要',
    of: (subject: string) => `核查摘要：${subject}`,
    cell: '；',
    left: (n: number) => `另有 ${n} 条没有列出。`,
  },

  filter: {
    label: '筛选',
    shown: (n: number, of: number, text: string) => `已显示的 ${of} 条中，${n} 条含有“${text}”，其余没有列出。`,
    nothing: '这里没有可以筛选的记录。',
  },

  meeting: {
    title: '会议模式',
    on: '会议模式已打开：不显示额度、核查记录和其他公司的名称。',
    off: '会议模式已关闭。',
  },

  keys: {
    title: '快捷键',
    or: '或',
    does: {
      search: '回到搜索框',
      run: '核查选定的各项（在搜索框里）',
      cancel: '取消正在进行的核查；再按一次清空搜索框',
      tab: '切换到左侧的第几项',
      filter: '筛选已显示的记录',
      again: '重新查询；会先说明可能的计费',
      save: '保存底稿',
      print: '打印',
      record: '核查记录',
      meeting: '打开或关闭会议模式',
      larger: '放大、缩小、恢复大小',
      keys: '显示快捷键',
    },
  },

  search,

  refusal,

  personalNumbers,

  status: {
    notAsked: '未核查',
    asking: '核查中',
    found: (n: string) => `有记录 ${n}`,
    registered: (n: string) => `有登记 ${n}`,
    noRecord: '未查到',
    notVerified: '未能核查',
    snapshot: '有快照',
    pictureMissing: '图片未取得',
    quotaNotAsked: '未查询',
    quotaAsking: '查询中',
    quotaAnswered: '已查询',
    quotaNotVerified: '未能查询',
    notOrdered: '未下单',
    ordering: '下单中',
    generating: '生成中',
    saved: '已保存',
    orderUnknown: '待确认',
    onHold: '已暂停',
    orderFailed: '未生成',
    elsewhere: '另一账号',
    notAskedAgain: (status: string) => `${status}，未重查`,
  },

  panel: {
    runOne: (check: string) => `核查${check}（可能计费 1 次）`,
    askAgain: '重新查询（可能计费 1 次）',
    wait: '等待结果（3、10、30 秒后各再问一次，最多可能计费 3 次）',
    waiting: '正在等待结果：3、10、30 秒后各再问一次，有了结果就停…',
    askAgainTitle: '再问一次企查查？',
    askAgainBody: '会向企查查再发一次查询，可能再计费一次，以企查查账单为准。',
    notAsked: (check: string) => `尚未核查${check}`,
    print: '打印',
    printFailed: '没能打开打印窗口，请再试一次。',
    preparingPrint: '正在准备打印…',
    noSubject: '在上方输入公司后即可核查。',
    forSubject: '核查对象',
    elapsed: (seconds: number) => `已 ${seconds} 秒`,
    cancelling: '正在取消…',
    elsewhere: (n: number) => `别的名称还有 ${n} 项在查`,
    aboutSnapshot: '企查查保存的工商登记页面图片。',
    busy: (check: string) => `正在查询${check}，等企查查答复…`,
    busyDemo: (check: string) => `正在读取演示数据：${check}…`,
  },

  finding: {
    /** A number in the sentence that records were found, with the spaces around it. */
    exactly: (n: number) => ` ${n} `,
    atLeast: (n: number) => `至少 ${n} `,
    foundSnapshot: '已取得工商快照',
    pictureMissing: '企查查已答复，但快照图片没有取回',
    foundQuota: '已查询额度',
    noSnapshot: '未查到工商快照',
    noQuota: '未查到额度信息',
    notVerified: (check: string) => `未能核查${check}`,
    quotaNotVerified: '未能查询额度',
    notAskedAgain: '没有重新查询，仍是上一次的结果',
    inconsistentRows: '下面是随这次自相矛盾的答复一起收到的内容，只供参考，不能当作核查结果。',
    provisional: '字段依公开资料编写，尚未对照企查查专业版。',
    howToCompare: '请把这次答复与企查查专业版网页上的逐项核对，一致后按“已核对”；这会记入核查记录和底稿。',
    comparedNote: '已与企查查专业版网页逐项核对，字段一致。',
    perhapsNotThere: '这一项的接口依公开资料编写，企查查专业版可能没有它，或名称不同。其他核查不受影响；可以在“核查项”里去掉它。',
    compared: (at: string) => `字段依公开资料编写，已于 ${at} 对照企查查专业版核对。`,
    noRecordNotice: '未查到不等于没有风险。',
    noRecordNext: '请核对名称或代码是否完整准确，再将本次查询存档。',
    noRecordForm: '企查查答复的形式',
    noRecordForms: {
      verifyResultZero: '企查查正常答复，写明“数据不存在”（VerifyResult 0）。',
      status201: '企查查答复“查询无结果”（状态码 201）。',
    },
    limits: {
      registrationSnapshot: '图片是企查查取得时的登记页面，可能不是今天的登记状态；以国家企业信用信息公示系统为准。',
    },
    ordinal: (n: number, total: number) => `第 ${n} 条，共 ${total} 条`,
    from: '数据来自企查查',
    fromHost: (host: string) => `数据来自企查查（${host}）`,
    /** Who was, or was to be, asked, if nothing came back. */
    asked: (host: string) => `查询对象：企查查（${host}）`,
    notSent: (host: string) => `没有发给企查查（${host}）`,
    fromDemo: '来自演示数据（虚构）',
    orderNumber: '单号',
    reusedToday: (time: string) => `取自今天 ${time} 的记录，未再计费`,
    reusedOn: (time: string) => `取自 ${time} 的记录，未再计费`,
    /** A failure from the record; what it says about billing concerns that one call. */
    failureKept: (time: string) => `取自 ${time} 的记录，这次没有再问企查查；下面说的是那一次`,
    otherAccount: '由另一个账号查询',
    oldNext: '这次查询已超过一天，接着取会把不同时间的记录拼在一起；需要其余记录时请重新查询。',
    otherAccountNext: '由另一个账号查询，当前账号不能接着取；需要时请重新查询。',
    evidence: (n: number) => `查询凭据（${n} 次查询）`,
    evidencePage: (n: number) => `第 ${n} 页`,
    evidenceBytes: (n: string) => `${n} 字节`,
    evidenceNoReply: '没有收到答复',
  },

  completeness: {
    complete: (n: number) => `共 ${n} 条，已全部显示。`,
    more: (shown: number, total: number) => `已显示 ${shown} 条，共 ${total} 条。`,
    next: '加载下一页（可能计费 1 次）',
    all: (n: number) => `全部加载（还需 ${n} 次，可能计费 ${n} 次）`,
    loading: '正在加载下一页…',
    loadingAll: (left: number) => `正在加载，还需 ${left} 次…`,
    askTitle: '全部加载？',
    askBody: (n: number) => `会再向企查查发出 ${n} 次查询，每次都可能计费，以企查查账单为准。`,
    askConfirm: '全部加载',
    pageFailed: '下一页没有取得，前面的记录不受影响。',
    incomplete: '不完整',
    incompleteCounts: (shown: number, total: number) => `已显示 ${shown} 条，企查查称共 ${total} 条。`,
    incompleteNoTotal: (shown: number) => `已显示 ${shown} 条，总数不明。`,
    reasons: {
      noPaging: '企查查没有给出总数，无法确认是否还有更多。',
      totalChanged: '翻页期间总数变了，可能有遗漏。',
      rowsRepeated: '相同的记录出现了不止一次，重复的已合并，可能有遗漏。',
      pageShort: '收到的记录比应有的少。',
      pageIndexWrong: '企查查返回的不是所要的那一页。',
      moreRowsThanTotal: '收到的记录比企查查所说的总数还多。',
      moreBeside: '答复里还有本程序不认识的内容，其中可能另有记录。',
    } satisfies Record<IncompleteReason, string>,
    incompleteNext: '请不要把它当作完整结果；可重新查询，或在底稿中注明。',
    moreBesideNext: '请不要把它当作完整结果。请在核查记录中查看原始答复；重新查询也不会显示更多。',
  },

  failure,

  party: { company: '企业', person: '个人', unknown: '类型不明' },

  /** Fields that did not arrive as described. */
  remark: {
    damaged: (field: string) => `“${field}”里有不能识别的字符，以“\uFFFD”代替；请看原始答复。`,
    unexpected: (field: string, raw: string) => `“${field}”不是企查查文档所说的形式，没有读出。答复里写的是：${raw}`,
    several: (field: string, raw: string) => `“${field}”在这一条里不止一个值，另外写着：${raw}`,
  } satisfies Record<Trouble, (field: string, raw: string) => string>,

  snapshot: {
    picture: (subject: string) => `${subject}的工商快照`,
    viewer: '工商快照图片，可用方向键移动，加号减号缩放，0 适合宽度',
    tools: '图片工具',
    zoomIn: '放大',
    zoomOut: '缩小',
    fitWidth: '适合宽度',
    actualSize: '100%',
    zoomed: (percent: number) => `缩放 ${percent}%`,
    copy: '复制图片',
    copying: '正在复制…',
    save: '保存原图',
    saved: '原图已保存',
    hint: '滚轮移动，Ctrl + 滚轮缩放，也可拖动',
    loading: '正在打开图片…',
    sharpening: '正在取清晰图…',
    cannotShow: '图片打不开，原图仍可保存',
    cannotSharpen: '清晰图打不开，现在看到的是缩小的图；原图仍可保存',
    size: '尺寸',
    pixels: (w: number, h: number) => `${w} × ${h} 像素`,
    bytes: '大小',
    sha256: 'SHA-256',
    plaintext: '明文传输',
    plaintextHint: '企查查只提供了未加密的下载地址：内容在途中可能被看到或改动。没有随下载发送任何密钥。',
    fetchBilled: '这次查询可能已计费，以企查查账单为准；取图片本身不计费。',
    fetchAgain: '重新获取图片（不计费）',
    received: '收到的文件不能在这里显示，已按收到的原样留在核查记录里，也会附在底稿中。',
    saveReceived: '保存收到的文件',
    savedReceived: '收到的文件已保存',
    fetching: '正在重新获取图片…',
    downloading: '正在下载图片…',
    /** Download progress; `total` is empty if unknown. */
    fetched: (bytes: string, total: string) => (total ? `已下载 ${bytes}，共 ${total}` : `已下载 ${bytes}`),
  },

  report,

  quota: {
    what: '查询账号在风险监控、股权穿透、自然人核验三个模块的额度。',
    notCovered: '额度查询不包括限制出境、进出口信用、工商快照、身份报告和额度查询这五项接口；这五项的余量请在企查查专业版查看。',
    notAsked: '尚未查询额度',
    ask: '查询额度',
    askAgain: '再查一次额度',
    modules: { radar_id: '风险监控', bene_id: '股权穿透', natural_person_id: '自然人核验' },
    unknownModule: '未知模块',
    total: '总额度',
    consumed: '已用',
    deletable: '可删除',
    meter: (module: string, used: string, total: string) => `${module}已用 ${used}，共 ${total}`,
    none: '企查查没有列出任何模块。',
  },

  clock: {
    equal: '本机时钟与企查查一致。',
    difference: (minutes: number, seconds: number) => (minutes > 0 ? `${minutes} 分 ${seconds} 秒` : `${seconds} 秒`),
    ahead: (difference: string) => `本机时钟比企查查快 ${difference}。`,
    behind: (difference: string) => `本机时钟比企查查慢 ${difference}。`,
    affects: '以上时间取自本机，请校准电脑时间；答复不受影响。',
  },

  settings,

  error,

  history,

  readOnly,

  evidence: {
    save: '保存底稿',
    what: '由本机的核查记录生成，存入报告保存文件夹。不联网，不计费。',
    holds: '底稿将包含',
    orders: (n: number) => `${n} 份订单`,
    otherWriting: (n: number) => `另有 ${n} 份订单，下单时公司名称的写法略有不同，不放进这份底稿。要保存，请按那种写法输入公司名称。`,
    attached: '收到的原始答复、快照原图和已保存的报告，都按原样附在 PDF 里，附 SHA-256；备注与结论一并写入。底稿为中文。',
    demo: '现在是演示数据：文件名和每一页都会写明。',
    formatsLegend: '保存为',
    formats: { pdf: 'PDF（含附件，可长期存档）', excel: 'Excel（便于筛选）' } satisfies Record<EvidenceFormat, string>,
    noneTicked: '请至少选一种。',
    nothing: '这家公司还没有核查结果。先核查，再保存底稿。',
    notHere: '先回到核查页，再保存底稿。',
    busy: '有一项核查正在进行，等它结束再保存。',
    saved: '底稿已保存',
  },

  text: {
    dismiss: '知道了',
    copy: '复制',
    copied: '已复制',
    copyFailed: '没能复制',
    expand: '展开',
    collapse: '收起',
    more: (n: number, total: number) => `再显示 ${n} 项（共 ${total} 项）`,
    unstated: '未载明',
    /** The value differs from its description; a remark says how. */
    unread: '没有读出',
    hidden: (code: string) => `隐藏字符 ${code}`,
  },
};

export type Messages = typeof zhCN;
