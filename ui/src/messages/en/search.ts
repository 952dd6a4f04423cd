import { count } from '../count';
import type { Messages } from '../zh-CN';

export const search: Messages['search'] = {
  label: 'Company name, unified social credit code or registration number',
  preparing: 'Getting ready…',
  submit: (n) => (n === 0 ? 'Check' : `Check (${n}, may be billed ${count(n, 'time')})`),
  noneChosen: 'Choose at least one under “Checks”.',
  askTitle: (n) => `Run ${count(n, 'check')} at once?`,
  askBody: (n) => `This sends ${count(n, 'query', 'queries')} to Qichacha and may be billed ${count(n, 'time')}; the Qichacha bill is authoritative.`,
  emptyBox: 'Enter a company name, unified social credit code or registration number first.',
  lockedBox: 'The key cannot be read at the moment, so nothing can be checked.',
  readOnlyBox: 'The record cannot be written, so nothing can be checked, added or deleted.',
  unreadyBox: 'Nothing can be checked now; see the note at the top of the page.',
  recognitionFailed: 'This text could not be recognised. Please enter it again.',
  recognised: {
    name: 'Company name',
    creditCode: 'Unified social credit code',
    creditCodeInvalidHint: 'It can still be checked: a few real codes fail this test as well.',
    registrationNo: 'Registration number',
    checkDigitValid: 'check digit correct',
    checkDigitInvalid: 'check digit does not match, please verify',
  },
  mayBeRegisteredAs: 'It may be registered as:',
  mayBeMeant: 'You may mean:',
  several: 'More than one was pasted. Choose what to check:',
  leftOut: (n) => `${n} more ${n === 1 ? 'is' : 'are'} not listed. If the one you need is missing, paste it alone.`,
  questions: {
    lookAlikes: (characters) => `“${characters}” looks like an ordinary character but is another one. As typed, the name is unlikely to be found.`,
    blanks: 'The name contains spaces. Registered names hardly ever do.',
    codeLength: (length) => `It looks like a credit code, but has ${length} characters instead of 18. Please check it.`,
    moreThanAName: 'This is more than a company name. Choose what to check.',
    personalNumber: (number) => `This may also be ${number}. Make sure that it belongs to a company.`,
  },
  offers: {
    ordinaryCharacters: 'Ordinary characters',
    creditCode: 'Credit code',
    registrationNo: 'Registration number',
    name: 'Name',
    joined: 'Joined',
  },
  asTyped: 'Keep as typed',
  recent: 'Checked recently',
  samples: 'Click a fictional company to see what results look like',
  shows: {
    exitRecords: 'has 3 exit restriction records',
    manyExitRecords: 'has many exit restriction records, loaded page by page',
    noRecord: 'has no record in any check',
    customsCancelled: 'customs registration cancelled',
    customsAdvanced: 'advanced certified enterprise (AEO)',
    reportFails: 'shows an identity report that cannot be generated',
  },
};

export const refusal: Messages['refusal'] = {
  empty: 'There is nothing to check.',
  tooShort: 'Too short: at least 2 characters.',
  tooLong: (limit) => `Too long: at most ${limit} characters.`,
  personalNumber: (number) => `Looks like ${number}; it will not be sent`,
  personalNumberReason: 'It is personal data; this app neither sends nor keeps it. Use a company name or company code.',
  severalLines: 'There are several lines or cells. Keep one.',
  unprintable: 'Contains characters that cannot be displayed. Please enter it again.',
  notConfirmed: 'This text needs your confirmation. Enter it into the search box, read the note below it, and choose a form or “Keep as typed”.',
};

export const personalNumbers: Messages['personalNumbers'] = {
  identityCard: 'an ID card number',
  mobile: 'a mobile number',
  travelDocument: 'a passport or permit number',
  bankCard: 'a bank card number',
};
