-- What a row's reply says, as far as searching and counting need it. Read from the raw reply and made anew where it is
-- missing; never shown in the reply's place.
ALTER TABLE calls ADD COLUMN outcome TEXT;           -- found, noRecord, notVerified or cancelled
ALTER TABLE calls ADD COLUMN may_be_billed INTEGER;
-- A person deleted the question: who, what and the answer are gone; time, check and possible charge stay.
ALTER TABLE calls ADD COLUMN erased_at INTEGER;
ALTER TABLE orders ADD COLUMN erased_at INTEGER;

-- Rows whose reply has not been read yet; hardly ever more than one.
CREATE INDEX calls_unread ON calls (id) WHERE outcome IS NULL;
-- Answers the record page's searches without touching the replies.
CREATE INDEX questions_by_time ON calls (asked_at DESC, id DESC, check_name, outcome, subject)
    WHERE first_call IS NULL AND order_id IS NULL AND erased_at IS NULL;
DROP INDEX calls_by_time;
CREATE INDEX calls_by_day ON calls (asked_at, check_name, operation, may_be_billed);
CREATE INDEX calls_by_order ON calls (order_id) WHERE order_id IS NOT NULL;

-- What the officer wrote about a question or an order.
CREATE TABLE notes (
    id       INTEGER PRIMARY KEY,
    call_id  INTEGER REFERENCES calls (id),   -- the question's first page
    order_id INTEGER REFERENCES orders (id),
    at       INTEGER NOT NULL,
    kind     TEXT    NOT NULL,                -- note or conclusion
    text     TEXT    NOT NULL,
    CHECK ((call_id IS NULL) <> (order_id IS NULL))
) STRICT;
CREATE INDEX notes_by_call ON notes (call_id, id) WHERE call_id IS NOT NULL;
CREATE INDEX notes_by_order ON notes (order_id, id) WHERE order_id IS NOT NULL;

-- What was written down stays as it was written, unless a person deletes the whole of it.
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
