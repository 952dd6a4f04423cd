import { overlaid } from './overlay';
import { zhCN } from './zh-CN';
import { zhCNDemo } from './zh-CN.demo';

/** The screen's words for an order that follows another, without the time of the other. */
const follows = (words: typeof zhCN) => words.report.follows('').replace('（）', '');

/** What evidence says and the screen does not. Only the test that generates the core's words reads this. */
export const evidenceZhCN = {
  title: '核查底稿',
  titled: (subject: string) => `核查底稿  ${subject}`,
  fileName: (subject: string) => `核查底稿_${subject}`,
  footer: (program: string, at: string) => `${program}  保存于 ${at}（北京时间）`,

  made: '本底稿由核查台按本机的核查记录生成，逐项列出查询的问题、时间和企查查的答复，没有人工改动。它不评分，也不下结论；“备注与结论”由核查人员撰写。',
  noReply: '没有收到任何答复。查询时间取自本机时钟。',
  repliesInRecord: '这次没有保存 PDF，收到的原始答复没有附上，保存时在核查台的本机记录里；',
  repliesAttached: '收到的原始答复按收到的原样附在 PDF 文件里，',
  repliesPartlyAttached: '收到的原始答复按收到的原样附在 PDF 文件里，太大而没有附上的逐一注明；',
  proves: 'SHA-256 可用来核对是否被改动；文字与原始答复不一致时，以原始答复为准。查询时间取自本机时钟。',
  leftOut: '未收入',
  newerLeftOut: (n: number) => `另有 ${n} 条核查记录由较新版本的核查台写入，或属于已经移除的自定义核查项，本底稿没有收入；请更新程序或放回自定义核查项的文件后另存一份。`,
  noLookUp: (check: string) => `本底稿不含${check}的查询`,
  noOrder: (check: string) => `本底稿不含${check}的订单`,
  provesNothing: (notHeld: string) => `${notHeld}，不能说明这一项。`,
  restNotHeld: '其余的没有取得，不在本底稿内。',

  subject: '核查对象',
  savedAt: '保存时间',
  beijingTime: (at: string) => `${at}（北京时间）`,
  source: '数据来源',
  sourceSeparator: '；',
  program: '程序',
  check: '核查项',
  outcome: '结果',
  result: '核查结果',
  askedOf: '查询对象',
  askedAt: '查询时间',
  askedAtBeijing: '查询时间（北京时间）',
  timeBeijing: '时间（北京时间）',
  state: '状态',
  noteKind: '类别',
  item: '项目',
  content: '内容',
  about: '说明',
  bytes: '字节',
  fileNameColumn: '文件名',
  pdfAttachment: 'PDF 附件',
  overviewSheet: '概要',
  orderSheet: '订单',
  receiptSheet: '凭据',
  anotherOrder: '另下的一单',
  follows: follows(zhCN),
  orderHistory: '订单经过',
  originalPicture: '收到的原图',
  receivedFile: '收到的文件，按收到的原样',

  rowNumber: '序号',
  original: (label: string) => `${label}（原文）`,
  meaning: (label: string) => `${label}的含义`,
  count: (label: string) => `${label}条数`,
  level: (level: string, meaning: string) => `${level}。${meaning}`,
  withNote: (text: string, note: string) => `${text}（${note}）`,
  cut: '……（太长，以下略，全文见原始答复）',
  goesOn: '……（下接下一行）',
  wentOn: '（上接上一行）……',

  request: '查询时间与单号',
  outcomeAndCost: '结果与计费',
  receipt: '原始答复（附件）与 SHA-256',
  lookUp: '查询',
  progress: '询问进度（最后一次）',
  order: '下单',
  askedAgain: '，后来又问了一次',
  notBilled: '没有计费',

  attachments: '附件',
  noAttachments: '没有附件：没有收到任何答复。',
  noneAttached: '下表的文件都没有附上，原因逐一注明。',
  allAttached: '附件在本 PDF 文件之内。',
  attachedBut: (n: number) => `除注明没有附上的 ${n} 个文件外，附件在本 PDF 文件之内。`,
  /** Not visible in other PDF readers, so the text has to say it. */
  howToOpen: '用 Adobe Acrobat Reader、福昕（Foxit）阅读器或 Firefox 打开，可在“附件”栏里查看和另存。macOS 的“预览”、Edge、微信、WPS 等阅读器不显示附件，或只显示一部分，但附件仍在文件里。每一个附件的 SHA-256 都印在下表中，看不到附件时也可用任何 SHA-256 工具核对另外收到的文件。',
  described: (about: string, sha256: string) => `${about}；SHA-256 ${sha256}`,
  replyOf: (check: string) => `${check}的原始答复`,
  toSection: '转到这一节',
  replyOfPage: (check: string, page: number) => `${check}第${page}页的原始答复`,
  replyOfProgress: (check: string) => `${check}进度的原始答复`,
  replyOfOrder: (check: string) => `${check}下单的原始答复`,
  pictureFile: (check: string) => `${check}图片，按收到的原样`,
  reportFile: (check: string, name: string) => `${check}文件，原名 ${name}`,
  notAttached: {
    noPdf: '没有附上：这次没有保存 PDF',
    tooLarge: '文件太大，没有附上，请与本底稿一并保存',
    gone: '没有附上：文件已不在原处，可能被移动或删除',
    outOfReach: '没有附上：现在读不到这个文件，可能是网络盘或移动硬盘没有连接，或没有访问权限',
    changed: '没有附上：文件的内容与保存时不同',
  },
};

/** Replacements for demo data. */
export const evidenceZhCNDemo = {
  titled: (subject: string) => `核查底稿（演示数据）  ${subject}`,
  fileName: (subject: string) => `演示数据_核查底稿_${subject}`,
  follows: follows(overlaid(zhCN, zhCNDemo)),
  outcomeAndCost: '结果',
};
