-- What the pages that write need: a version that an update counts up, a cover, and what readers say of a book.

ALTER TABLE book ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE book ADD COLUMN cover VARCHAR(200);

CREATE TABLE review (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    book_id BIGINT NOT NULL,
    name VARCHAR(60) NOT NULL,
    text VARCHAR(1000) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX review_book_id ON review (book_id, id);
