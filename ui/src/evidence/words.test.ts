import { expect, test } from 'vitest';
import { evidenceZhCN, evidenceZhCNDemo } from '../messages/evidence.zh-CN';
import { zhCN, type Messages } from '../messages/zh-CN';
import { zhCNDemo } from '../messages/zh-CN.demo';

/** What evidence says in the words of the screen. The core does not build if one is missing, and warns about an unused one. */
const SHARED: { [Section in keyof Messages]?: (keyof Messages[Section])[] } = {
  app: ['name', 'demo', 'demoTitle', 'separator', 'listSeparator'],
  checks: ['registrationSnapshot', 'identityReport'],
  finding: [
    ...(['exactly', 'atLeast', 'foundSnapshot', 'pictureMissing', 'foundQuota', 'noSnapshot', 'noQuota', 'notVerified'] as const),
    ...(['inconsistentRows', 'provisional', 'compared', 'noRecordNotice', 'noRecordForms', 'limits', 'fromHost', 'fromDemo', 'orderNumber'] as const),
    ...(['evidence', 'evidencePage', 'evidenceBytes', 'evidenceNoReply'] as const),
  ],
  completeness: ['complete', 'more', 'pageFailed', 'incomplete', 'incompleteCounts', 'incompleteNoTotal', 'reasons'],
  failure: [
    ...(['issuer', 'billing', 'notBilled', 'mayHaveBeenBilled', 'code', 'serviceMessage', 'orderNumber', 'technical'] as const),
    ...(['status', 'notSent', 'interrupted', 'unreadable', 'inconsistent', 'cancelled', 'file', 'reportFailed', 'newer'] as const),
  ],
  party: ['company', 'person', 'unknown'],
  remark: ['damaged', 'unexpected', 'several'],
  snapshot: ['picture', 'cannotShow', 'size', 'pixels', 'bytes', 'sha256', 'plaintext', 'plaintextHint', 'fetchBilled'],
  report: [
    ...(['formatLegend', 'formats', 'kinds', 'placedAt', 'orderNo', 'states', 'savedAsOther', 'fileName', 'savedAt'] as const),
    ...(['numberFrom', 'numberByPerson', 'hold', 'fetchingBilled'] as const),
  ],
  clock: ['difference', 'ahead', 'behind', 'affects'],
  history: ['outcomes', 'newer', 'mayBeBilled', 'kinds', 'notesTitle'],
  text: ['unstated', 'unread'],
};

/**
 * Types of which every variant needs a word, under the name used in the bindings. Add the word of a new variant before
 * running `cargo xtask bindings`, which needs a core that compiles.
 */
const BY_VARIANT: Record<string, string> = {
  'finding/noRecordForms': 'store::finding::NoRecordForm',
  'completeness/reasons': 'store::finding::IncompleteReason',
  'failure/status': 'store::failure::StatusMeaning',
  'failure/notSent': 'store::failure::NotSentReason',
  'failure/interrupted': 'store::failure::InterruptedReason',
  'failure/unreadable': 'store::failure::UnreadableReason',
  'failure/file': 'store::failure::FileReason',
  party: 'catalog::PartyKind',
  'report/formats': 'store::order::ReportFormat',
  'report/kinds': 'store::order::ReportKind',
  'report/hold': 'store::order::HoldReason',
  'history/outcomes': 'store::record::RecordedOutcome',
  'history/kinds': 'store::record::NoteKind',
  'evidence/notAttached': 'crate::Left',
};

type Node = string | ((...args: unknown[]) => string) | { [key: string]: Node };

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const indented = (lines: string[]) => lines.map((line) => `    ${line}`);

/** Stands for an argument of a sentence; a number for those that depend on one. */
const blank = (name: string) => ({ toString: () => `{${name}}`, valueOf: () => 2 });

/** A sentence as a Rust literal, or nothing. Of a failure, only what happened: the next steps belong on screen. */
function sentence(node: Node | undefined): string | undefined {
  if (typeof node === 'function') return `format!(${JSON.stringify(String(node(...[...'abc'].map(blank))))})`;
  if (typeof node === 'object') return Array.isArray(node.next) ? sentence(node.what) : undefined;
  return node && JSON.stringify(node);
}

/** A constant for each sentence; a function for one with arguments, demo wording or variants. */
function items(path: string, node: Node, demo: Node | undefined): string[] {
  const name = snake(path.split('/').at(-1)!);
  const literal = sentence(node);
  const inDemo = sentence(demo);
  if (literal !== undefined) {
    const blanks = [...'abc'].slice(0, typeof node === 'function' ? node.length : 0);
    if (blanks.length === 0 && inDemo === undefined) return [`pub const ${name.toUpperCase()}: &str = ${literal};`];
    const parameters = [...(inDemo ? ['demo: bool'] : []), ...blanks.map((blank) => `${blank}: impl std::fmt::Display`)].join(', ');
    const body = inDemo ? `if demo { ${inDemo} } else { ${literal} }` : literal;
    return [`pub fn ${name}(${parameters}) -> ${blanks.length > 0 ? 'String' : "&'static str"} { ${body} }`];
  }
  const under = Object.entries(node).map(([key, child]) => ({ key, child: child as Node, demo: (demo as Record<string, Node> | undefined)?.[key] }));
  const type = BY_VARIANT[path];
  if (type === undefined) return [`pub mod ${name} {`, ...indented(under.flatMap((each) => items(`${path}/${each.key}`, each.child, each.demo))), '}'];
  const arms = under.flatMap((each) => {
    const variant = `${type}::${each.key[0]!.toUpperCase()}${each.key.slice(1)}`;
    const inDemo = sentence(each.demo);
    return [...(inDemo ? [`${variant} if demo => ${inDemo},`] : []), `${variant} => ${sentence(each.child)},`];
  });
  const byDemo = arms.some((arm) => arm.includes(' if demo => '));
  return [`pub fn ${name}(${byDemo ? 'demo: bool, ' : ''}of: ${type}) -> &'static str {`, ...indented(['match of {', ...indented(arms), '}']), '}'];
}

/** `npm test -- -u` rewrites the file. */
test('evidence_speaks_in_the_words_of_the_screen', async () => {
  const shared = Object.entries(SHARED).flatMap(([section, keys]) => {
    const all = zhCN[section as keyof Messages] as unknown as Record<string, Node>;
    const texts = Object.fromEntries((keys as string[]).map((key) => [key, all[key]!]));
    return items(section, texts, (zhCNDemo as Record<string, Node>)[section]);
  });
  const own = items('evidence', evidenceZhCN as unknown as Node, evidenceZhCNDemo as unknown as Node);
  const head = ["//! The texts of evidence files, generated from the page's messages by `npm test -- -u` in `ui/`. Do not edit.", ''];
  const rust = [...head, ...shared, ...own, ''].join('\n');
  await expect(rust).toMatchFileSnapshot('../../../src-tauri/crates/evidence/src/words.rs');
});
