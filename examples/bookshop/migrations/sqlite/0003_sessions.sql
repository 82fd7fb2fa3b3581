-- What the shop remembers of a visitor, for the messages that one page leaves for the next.

CREATE TABLE cbv_session (
    id TEXT PRIMARY KEY,
    data TEXT NOT NULL,
    expires INTEGER NOT NULL
);

CREATE INDEX cbv_session_expires ON cbv_session (expires);
