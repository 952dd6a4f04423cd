// Every command of the app with arguments that it takes; each of them is then replaced by what it does not take.
const nothing = 9_007_199_254_740_993; // beyond what a number of the page holds exactly; no row has it
const entry = { kind: "call", id: nothing };
window.commands = {
  app_state: {},
  recognise: { text: "示例" },
  look_up: { epoch: 0, request: { id: 7, check: "exitRestriction", subject: "示例云杉软件有限公司", fresh: false } },
  next_page: { epoch: 0, request: { id: 7, call: nothing } },
  wait_for_answer: { epoch: 0, request: { id: 7, call: nothing } },
  fetch_picture: { epoch: 0, request: { id: 7, call: nothing } },
  ask_quota: { epoch: 0, request: { id: 7 } },
  cancel: { id: 7 },
  snapshot_preview: { epoch: 0, file: nothing, widest: 1000 },
  snapshot_tiles: { epoch: 0, file: nothing },
  copy_snapshot: { epoch: 0, file: nothing },
  save_snapshot: { epoch: 0, file: nothing },
  order_report: { epoch: 0, request: { subject: "示例云杉软件有限公司", format: "pdf", despite: [nothing] } },
  resolve_order: { epoch: 0, request: { order: nothing, resolution: { kind: "orderNo", orderNo: "X1" } } },
  ask_about_number: { epoch: 0, order: nothing, orderNo: "X1" },
  follow_order: { epoch: 0, order: nothing },
  report_is_there: { epoch: 0, order: nothing },
  open_report: { epoch: 0, order: nothing },
  show_report: { epoch: 0, order: nothing },
  save_report: { epoch: 0, order: nothing },
  save_evidence: { epoch: 0, of: { calls: [nothing], orders: [], formats: ["pdf"] } },
  open_evidence: { file: nothing },
  show_evidence: { file: nothing },
  search_record: {
    epoch: 0,
    query: { text: "", check: "quota", outcome: "found", from: "2026-01-01", until: "2026-01-02", limit: 5 },
  },
  recorded: { epoch: 0, entry },
  annotate: { epoch: 0, entry, kind: "note", text: "x" },
  erase_recorded: { epoch: 0, entry },
  save_reply: { epoch: 0, call: nothing },
  call_log: { epoch: 0 },
  remember_checks: { checks: ["exitRestriction"] },
  test_connection: {
    request: { serviceAddress: "http://127.0.0.1:1", credential: { key: "k", secret: "a-secret-in-a-wrong-call" } },
  },
  start_new_record: {},
  save_settings: {
    change: {
      serviceAddress: "http://127.0.0.1:1",
      credential: null,
      evidenceFolder: "relative",
      language: "zh-CN",
      reuse: "today",
      retentionYears: 10,
    },
  },
  forget_credential: {},
};

const WRONG = {
  absent: undefined,
  null: null,
  true: true,
  "-1": -1,
  "a half": 0.5,
  "2^32": 2 ** 32,
  "2^63": 2 ** 63,
  "1e308": 1e308,
  NaN: NaN,
  "an empty text": "",
  "a text": "nope",
  "a number as a text": "12345",
  "a lone surrogate": "\ud800",
  "a long text": "长".repeat(100_000),
  "an empty list": [],
  "a list": [1, "x", null],
  "an empty object": {},
  "an object": { kind: "nope", id: {}, __proto__: null },
  "depth 1000": JSON.parse("[".repeat(1000) + "]".repeat(1000)),
  "a file": "../../../../etc/passwd",
};

/** Every place in the arguments, from the outside in. */
function places(value, path = []) {
  const inner = value !== null && typeof value === "object" ? Object.keys(value) : [];
  return [...(path.length ? [path] : []), ...inner.flatMap(key => places(value[key], [...path, key]))];
}

function replaced(value, [key, ...rest], wrong) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (rest.length) copy[key] = replaced(value[key], rest, wrong);
  else copy[key] = wrong;
  return copy;
}

test.wrongCalls = async command => {
  const outcomes = {};
  const right = window.commands[command];
  const call = async (name, args) => (outcomes[`${command} with ${name}`] = await test.attempt(command, args));
  // What is open may have changed by the call before.
  const now = async args => ("epoch" in args ? { ...args, epoch: (await test.invoke("app_state")).epoch } : args);
  for (const path of places(right)) {
    for (const [name, wrong] of Object.entries(WRONG)) {
      const args = replaced(path[0] === "epoch" ? right : await now(right), path, wrong);
      await call(`${path.join(".")}: ${name}`, args);
    }
  }
  await call("nothing", undefined);
  await call("too much", { ...(await now(right)), more: 1, app: 1, shell: {}, webview: "other" });
  await call("bytes", new Uint8Array([0, 255, 123]));
  await call("a list", [1, 2]);
  return outcomes;
};
