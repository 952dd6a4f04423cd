import type { PersonalNumber, SampleShows } from '../../bindings';

export const search = {
  label: '公司名称、统一社会信用代码或注册号',
  preparing: '正在准备…',
  submit: (n: number) => (n === 0 ? '核查' : `核查（${n} 项，可能计费 ${n} 次）`),
  noneChosen: '请在“核查项”里至少选一项。',
  askTitle: (n: number) => `一次核查 ${n} 项？`,
  askBody: (n: number) => `将发出 ${n} 次请求，可能计费 ${n} 次，以企查查账单为准。`,
  emptyBox: '请先输入公司名称、统一社会信用代码或注册号。',
  lockedBox: '密钥暂时取不到，不能核查。',
  readOnlyBox: '核查记录不能写入，现在不能核查，也不能添加或删除内容。',
  unreadyBox: '现在不能核查，请按页面上方的提示处理。',
  recognitionFailed: '没能识别这段文字，请再输入一次。',
  recognised: {
    name: '公司名称',
    creditCode: '统一社会信用代码',
    creditCodeInvalidHint: '仍可核查：少数真实代码的校验位也不符。',
    registrationNo: '注册号',
    checkDigitValid: '校验位正确',
    checkDigitInvalid: '校验位不符，请核对',
  },
  mayBeRegisteredAs: '也许登记的是：',
  mayBeMeant: '也许您要的是：',
  several: '粘贴的不止一个，请选要核查的：',
  leftOut: (n: number) => `另有 ${n} 个没有列出；要核查的不在上面时，请单独粘贴它。`,
  questions: {
    lookAlikes: (characters: string) => `“${characters}”看起来像常用字，其实是另外的字符，照这样很可能查不到。`,
    codeLength: (length: number) => `像统一社会信用代码，但有 ${length} 位，应为 18 位，请核对。`,
    blanks: '名称里有空格，登记的名称里多半没有。',
    moreThanAName: '这里不只是一个公司名称，请选要核查的。',
    personalNumber: (number: string) => `这串号码也可能是${number}，请确认是公司的再核查。`,
  },
  offers: {
    ordinaryCharacters: '常用字',
    creditCode: '信用代码',
    registrationNo: '注册号',
    name: '名称',
    joined: '去掉空格或换行',
  },
  asTyped: '保持原样',
  recent: '最近核查',
  samples: '点一家虚构公司，看看结果是什么样子',
  shows: {
    exitRecords: '有 3 条限制出境记录',
    manyExitRecords: '限制出境记录很多，要分页加载',
    noRecord: '各项都没有查到记录',
    customsCancelled: '海关注册登记已注销',
    customsAdvanced: '海关高级认证企业',
    reportFails: '身份报告生成失败时的样子',
  } satisfies Record<SampleShows, string>,
};

export const refusal = {
  empty: '没有可核查的文字。',
  tooShort: '太短，至少要 2 个字。',
  tooLong: (limit: number) => `太长，最多 ${limit} 个字。`,
  personalNumber: (number: string) => `疑似${number}，不会发送`,
  personalNumberReason: '这是自然人的信息；本程序不发送，也不保存。请改用公司名称或公司代码。',
  severalLines: '有好几行或好几格，请只留一个。',
  unprintable: '含有无法显示的字符，请重新输入。',
  notConfirmed: '这段文字要先确认。请把它输入搜索框，看框下的提示，选一个写法或“保持原样”。',
};

export const personalNumbers = {
  identityCard: '身份证号',
  mobile: '手机号',
  travelDocument: '护照或通行证号',
  bankCard: '银行卡号',
} satisfies Record<PersonalNumber, string>;
