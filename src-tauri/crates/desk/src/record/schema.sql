-- Every request of the officer and its reply. A row is written before the request is sent and completed by what came back;
-- a row without an end belongs to a request whose reply the app did not live to see.
CREATE TABLE calls (
    id           INTEGER PRIMARY KEY,
    asked_at     INTEGER NOT NULL,  -- Unix time in milliseconds
    service      TEXT    NOT NULL,  -- host that was asked; 'demo' for the demo data
    account      TEXT    NOT NULL,  -- fingerprint of the key; the key itself is nowhere in this file
    check_name   TEXT    NOT NULL,
    operation    TEXT    NOT NULL,  -- path of the call, such as /api/yj/ReportBaseId/CreateReport
    parameters   TEXT    NOT NULL,  -- JSON list of names and values as sent, without the key
    subject      TEXT    NOT NULL,  -- as sent; empty for the quota
    page         INTEGER NOT NULL,
    first_call   INTEGER REFERENCES calls (id),  -- page 1 of the same question, for later pages
    order_id     INTEGER REFERENCES orders (id),
    ended_at     INTEGER,
    http_status  INTEGER,
    content_type TEXT,
    service_date TEXT,              -- the Date header
    body         BLOB,              -- as received
    sha256       TEXT,              -- of body, lower-case hex
    failure      TEXT               -- JSON, where no reply came
) STRICT;
CREATE INDEX calls_by_question ON calls (service, account, check_name, subject, page, asked_at);
CREATE INDEX calls_by_first ON calls (first_call) WHERE first_call IS NOT NULL;
CREATE INDEX calls_by_time ON calls (service, account, asked_at);

-- Pictures as received, or why there is none. The latest row of a call counts.
CREATE TABLE pictures (
    id         INTEGER PRIMARY KEY,
    call_id    INTEGER NOT NULL REFERENCES calls (id),
    fetched_at INTEGER NOT NULL,
    bytes      BLOB,
    sha256     TEXT,
    media_type TEXT,
    width      INTEGER,
    height     INTEGER,
    plaintext  INTEGER,
    failure    TEXT               -- JSON
) STRICT;
CREATE INDEX pictures_by_call ON pictures (call_id);

-- Orders of paid reports. What happened to one stands in order_states, which is only ever added to.
CREATE TABLE orders (
    id        INTEGER PRIMARY KEY,
    placed_at INTEGER NOT NULL,
    service   TEXT    NOT NULL,
    account   TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    format    TEXT    NOT NULL,
    follows   INTEGER REFERENCES orders (id),  -- the earlier order in spite of which this one was placed
    is_open   INTEGER NOT NULL                 -- whether its last state is not final
) STRICT;
-- Two orders for the same report at the same time would be paid twice, whoever places them.
CREATE UNIQUE INDEX one_open_order ON orders (service, account, subject, format) WHERE is_open;

CREATE TABLE order_states (
    id       INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    at       INTEGER NOT NULL,
    state    TEXT    NOT NULL  -- JSON
) STRICT;
CREATE INDEX order_states_by_order ON order_states (order_id, id);
