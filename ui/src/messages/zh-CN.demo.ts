import { overlaid, reworded, type Overlay } from './overlay';
import { zhCN } from './zh-CN';

const NOT_SENT = '演示数据：没有发给企查查。';

/** Claims about charges without which a sentence is still whole. */
const CLAIMS = /，没有计费|，不再?计费|，但?可能再次计费|，每次都可能计费|（不计费）|再问进度不计费。|再取文件不计费。/g;

const unbilled = (text: string) =>
  text.replace(CLAIMS, '').replace('。没有计费。', '。').replace(/(最多)?可能计费 \d 次/, '演示');

/** Replaces every sentence about charges while demo data is shown, because nothing is sent. */
export const zhCNDemo = overlaid(reworded(zhCN, unbilled), {
  keys: { does: { again: '重新查询；会先请您确认' } },
  search: {
    submit: (n) => (n === 0 ? '核查' : `核查（${n} 项，演示）`),
    askBody: (n) => `会读 ${n} 份虚构的答复，不会发给企查查。`,
  },
  panel: {
    runOne: (check) => `核查${check}（演示）`,
    askAgainBody: '会再读一次虚构的答复，不会发给企查查。',
  },
  finding: {
    reusedToday: (time) => `取自今天 ${time} 的记录`,
    reusedOn: (time) => `取自 ${time} 的记录`,
  },
  completeness: {
    all: (n) => `全部加载（还需 ${n} 次，演示）`,
    askBody: (n) => `会再读 ${n} 次虚构的答复，不会发给企查查。`,
  },
  failure: {
    billing: '说明',
    notBilled: NOT_SENT,
    mayHaveBeenBilled: NOT_SENT,
  },
  snapshot: { fetchBilled: NOT_SENT },
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
    hold: {
      sevenDays: '下单已满 7 天，还没有报告，程序不再自动询问。订单仍在，可以再问进度。',
    },
    fetchingBilled: NOT_SENT,
    follows: (time) => `这是在较早的一单${time && `（${time}）`}之外另下的一单。`,
  },
  settings: {
    leavingNext: '更改之后，程序不能再询问它们，也不能取报告。它们会一直列在“身份报告”里，换回现在的服务地址和 AppKey 就能继续。',
  },
  error: {
    orderLocked: '相同的下单连续出错，已锁定 2 小时；没有发出请求。解锁后再下单。',
    notRecorded: '请求已经发出，但结果没能写入核查记录。请先检查磁盘空间，再决定是否重新查询。',
  },
  history: {
    mayBeBilled: '演示',
    eraseKept: '时间和核查项会留在调用统计里。',
    billDecides: '这里只统计本程序发出的查询和下单次数。',
    ofTheseBilled: '演示',
  },
  readOnly: {
    startNewOrders: '新记录不知道旧记录里的订单。',
  },
} satisfies Overlay);
