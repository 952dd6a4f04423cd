-- All requests and their replies. A row is inserted before its request is sent, and updated with the outcome. A row without
-- `ended_at` belongs to a request whose outcome is unknown, because the app ended first.
CREATE TABLE calls (
    id           INTEGER PRIMARY KEY,
    asked_at     INTEGER NOT NULL,  -- Unix time in milliseconds
    service      TEXT    NOT NULL,  -- host; 'demo' for the demo data
    account      TEXT    NOT NULL,  -- fingerprint of the key; this file never contains the key
    check_name   TEXT    NOT NULL,
    operation    TEXT    NOT NULL,  -- path of the call, such as /api/yj/ReportBaseId/CreateReport
    parameters   TEXT    NOT NULL,  -- JSON list of names and values, as sent, without the key
    subject      TEXT    NOT NULL,  -- as sent; empty for the quota
    page         INTEGER NOT NULL,
    first_call   INTEGER REFERENCES calls (id),  -- first call of the look-up, for later pages and repeated calls
    order_id     INTEGER REFERENCES orders (id),
    ended_at     INTEGER,
    http_status  INTEGER,
    content_type TEXT,
    service_date TEXT,              -- the `Date` header
    body         BLOB,              -- as received
    sha256       TEXT,              -- of body, lower-case hex
    failure      TEXT,              -- JSON, if there is no reply
    -- For searches and statistics. Derived from the raw reply, which is always what is shown; recomputed if missing.
    outcome      TEXT,              -- found, noRecord, notVerified or cancelled
    may_be_billed INTEGER,
    -- When the user deleted the look-up. Subject, parameters and reply are erased; time, check and billing stay.
    erased_at    INTEGER
) STRICT;
CREATE INDEX calls_by_question ON calls (service, account, check_name, subject, page, asked_at);
CREATE INDEX calls_by_first ON calls (first_call) WHERE first_call IS NOT NULL;
-- Rows without an outcome; rarely more than one.
CREATE INDEX calls_unread ON calls (id) WHERE outcome IS NULL;
-- Lets searches run without reading the replies.
CREATE INDEX questions_by_time ON calls (asked_at DESC, id DESC, check_name, outcome, subject)
    WHERE first_call IS NULL AND order_id IS NULL AND erased_at IS NULL;
CREATE INDEX calls_by_day ON calls (asked_at, check_name, operation, may_be_billed);
CREATE INDEX calls_by_order ON calls (order_id) WHERE order_id IS NOT NULL;

-- Pictures as received, or why there is none, with what arrived in its place. The latest row of a call is valid. When the user deletes a look-up, its
-- rows are emptied, not removed: no other picture may get their ids.
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

-- Orders of paid reports. Their states are in order_states, which is append-only.
CREATE TABLE orders (
    id        INTEGER PRIMARY KEY,
    placed_at INTEGER NOT NULL,
    service   TEXT    NOT NULL,
    account   TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    format    TEXT    NOT NULL,
    follows   INTEGER REFERENCES orders (id),  -- the earlier order for the same report, if the user ordered again
    is_open   INTEGER NOT NULL,                -- whether its last state is not final
    erased_at INTEGER                          -- as for calls
) STRICT;
-- Prevents paying twice: at most one open order per account, subject and format.
CREATE UNIQUE INDEX one_open_order ON orders (service, account, subject, format) WHERE is_open;

CREATE TABLE order_states (
    id       INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    at       INTEGER NOT NULL,
    state    TEXT    NOT NULL  -- JSON
) STRICT;
CREATE INDEX order_states_by_order ON order_states (order_id, id);

-- The user's notes on look-ups and orders.
CREATE TABLE notes (
    id       INTEGER PRIMARY KEY,
    call_id  INTEGER REFERENCES calls (id),   -- the look-up's first call
    order_id INTEGER REFERENCES orders (id),
    at       INTEGER NOT NULL,
    kind     TEXT    NOT NULL,                -- note, conclusion or compared
    text     TEXT    NOT NULL,
    CHECK ((call_id IS NULL) <> (order_id IS NULL))
) STRICT;
CREATE INDEX notes_by_call ON notes (call_id, id) WHERE call_id IS NOT NULL;
CREATE INDEX notes_by_order ON notes (order_id, id) WHERE order_id IS NOT NULL;

-- Nothing is changed or deleted, unless the user deletes the whole look-up or order.
CREATE TRIGGER calls_stay BEFORE DELETE ON calls
BEGIN SELECT raise(ABORT, 'calls are never removed'); END;
CREATE TRIGGER replies_stay BEFORE UPDATE OF body, sha256, http_status, failure, ended_at ON calls
    WHEN OLD.ended_at IS NOT NULL AND NEW.erased_at IS NULL
BEGIN SELECT raise(ABORT, 'replies are never changed'); END;
CREATE TRIGGER order_states_stay BEFORE UPDATE ON order_states
BEGIN SELECT raise(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER order_states_are_kept BEFORE DELETE ON order_states
    WHEN (SELECT erased_at FROM orders WHERE id = OLD.order_id) IS NULL
BEGIN SELECT raise(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER notes_stay BEFORE UPDATE ON notes
BEGIN SELECT raise(ABORT, 'notes are only added to'); END;
CREATE TRIGGER notes_are_kept BEFORE DELETE ON notes
    WHEN (SELECT erased_at FROM calls WHERE id = OLD.call_id) IS NULL
        AND (SELECT erased_at FROM orders WHERE id = OLD.order_id) IS NULL
BEGIN SELECT raise(ABORT, 'notes are only added to'); END;
