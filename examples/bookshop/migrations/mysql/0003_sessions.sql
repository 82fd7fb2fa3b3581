-- What the shop remembers of a visitor, for the messages that one page leaves for the next.

CREATE TABLE cbv_session (
    id VARCHAR(22) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    data MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL,
    expires BIGINT NOT NULL
);

CREATE INDEX cbv_session_expires ON cbv_session (expires);
