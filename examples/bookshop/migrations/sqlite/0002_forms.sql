-- What the pages that write need: a version that an update counts up, a cover, and what readers say of a book.

ALTER TABLE book ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE book ADD COLUMN cover VARCHAR(200);

CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    book_id INTEGER NOT NULL REFERENCES book (id) ON DELETE CASCADE,
    name VARCHAR(60) NOT NULL,
    text VARCHAR(1000) NOT NULL,
    created_at DATETIME NOT NULL
);

CREATE INDEX review_book_id ON review (book_id, id);
