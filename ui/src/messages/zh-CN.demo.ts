import type { Overlay } from './overlay';
import { zhCN } from './zh-CN';

const NOT_SENT = '演示数据：没有发给企查查。';

/** The same sentence without the claim that nothing was billed. */
const unbilled = (text: string) => text.replace(/，没有计费/, '');

/** The same advice about a file, without its cost. */
const file = Object.fromEntries(
  Object.entries(zhCN.failure.file).map(([reason, { next }]) => [reason, { next: next.map((step) => step.replace(/，不再计费/, '')) }]),
);

/** Replaces every sentence about charges while demo data is shown, because nothing is sent. */
export const zhCNDemo: Overlay = {
  keys: { does: { again: '重新查询；会先请您确认' } },
  overview: { notAsked: '没有查询' },
  search: {
    submit: (n) => (n === 0 ? '核查' : `核查（${n} 项，演示）`),
    askBody: (n) => `会读 ${n} 份虚构的答复，不会发给企查查。`,
  },
  panel: {
    runOne: (check) => `核查${check}（演示）`,
    askAgain: '重新查询（演示）',
    wait: '等待结果（3、10、30 秒后各再问一次，演示）',
    askAgainBody: '会再读一次虚构的答复，不会发给企查查。',
  },
  finding: {
    reusedToday: (time) => `取自今天 ${time} 的记录`,
    reusedOn: (time) => `取自 ${time} 的记录`,
  },
  completeness: {
    next: '加载下一页（演示）',
    all: (n) => `全部加载（还需 ${n} 次，演示）`,
    askBody: (n) => `会再读 ${n} 次虚构的答复，不会发给企查查。`,
  },
  failure: {
    billing: '说明',
    notBilled: NOT_SENT,
    mayHaveBeenBilled: NOT_SENT,
    file,
    reportFailed: { next: ['身份报告不支持社会组织，以及注册地在香港、台湾和海外的企业。', '可以重新下单。'] },
  },
  snapshot: { fetchBilled: NOT_SENT, fetchAgain: '重新获取图片' },
  report: {
    what: '基础身份报告：客户准入时需要识别和采集的对公客户身份信息。下单后由企查查生成，完成后自动保存到本机。',
    confirmBilled: '现在是演示数据：不会真的下单。',
    paid: '下单前会先请您确认。',
    placeAgainTitle: '再下一单？',
    placeAgainBody: '前一单还没有结果。',
    placeAgainFailedBody: '前一份订单没有生成报告。',
    placeAgainGivenUpBody: '前一单是您放弃的。',
    openElsewhere: () => '另一个账号下过同样的一单，还没有结束。',
    giveUpBody: '程序不再询问它，也不再取文件；之后可以重新下单，也可以删除这条记录。',
    resume: '重新跟进',
    hold: {
      sevenDays: '下单已满 7 天，还没有报告，程序不再自动询问。订单仍在，可以再问进度。',
      attempts: '报告已经生成，但连续 3 次没能取到文件，程序不再自动重试。',
      newer: '较新版本的核查台暂停了这份订单，当前版本无法识别原因。',
    },
    fetchingBilled: NOT_SENT,
    follow: '再试一次',
    follows: (time) => `这是在较早的一单${time && `（${time}）`}之外另下的一单。`,
  },
  settings: {
    doubt: { next: unbilled(zhCN.settings.doubt.next) },
    leavingNext: '更改之后，程序不能再询问它们，也不能取报告。它们会一直列在“身份报告”里，换回现在的服务地址和 AppKey 就能继续。',
    reuseNever: '每问一次就查询一次。',
    reuseHint: '在此期间再问同一家公司的同一项核查，直接给出记录里的答复，但可能不是最新情况。随时可以重新查询。',
  },
  error: {
    doubtfulSettings: unbilled(zhCN.error.doubtfulSettings),
    orderOpenElsewhere: '另一个账号下过同样的一单，还没有结束；没有再次下单。请看过那一单再决定。',
    orderLocked: '相同的下单连续出错，已锁定 2 小时；没有发出请求。解锁后再下单。',
    network: '这台电脑的网络组件没能准备好，没有发出请求。请检查代理设置；仍不行时，把详情交给信息技术部门。',
    evidence: {
      noFont: '没有保存：这台电脑没有能显示中文的字体，缺的字见详情。请安装中文字体（如微软雅黑、思源黑体），或只选 Excel。',
      folder: '没有保存：保存文件夹不能用。请检查网络盘是否连接，或在设置中换一个报告保存文件夹。',
      diskFull: '没有保存：磁盘已满。请腾出空间，或在设置中换一个报告保存文件夹，再保存一次。',
      notWritten: '没有保存：文件夹不能写入。请在设置中换一个报告保存文件夹，再保存一次。',
      notMade: '没有保存：底稿没能生成。请再试一次；仍不行时，把详情交给技术支持。',
      record: '没有保存：核查记录读不出来，或其中的答复与收到时不同。请把详情交给技术支持。',
    },
    notRecorded: '请求已经发出，但结果没能写入核查记录。请先检查磁盘空间，再决定是否重新查询。',
    inUse: unbilled(zhCN.error.inUse),
    readOnly: unbilled(zhCN.error.readOnly),
  },
  history: {
    mayBeBilled: '演示',
    eraseLost: '删除后找不回来；要再得到这些内容，只能重新查询或下单。',
    eraseKept: '时间和核查项会留在调用统计里。',
    billDecides: '这里只统计本程序发出的查询和下单次数。',
    ofTheseBilled: '演示',
  },
  readOnly: {
    damaged: { next: unbilled(zhCN.readOnly.damaged.next) },
    newer: { next: unbilled(zhCN.readOnly.newer.next) },
    missing: { next: unbilled(zhCN.readOnly.missing.next) },
    unwritable: { what: unbilled(zhCN.readOnly.unwritable.what) },
    startNewOrders: '新记录不知道旧记录里的订单。',
    startNewAnswers: '旧记录里的答复也不会再用来回答：同样的问题会重新查询。',
  },
  evidence: { what: '由本机的核查记录生成，存入报告保存文件夹。不联网。' },
};
