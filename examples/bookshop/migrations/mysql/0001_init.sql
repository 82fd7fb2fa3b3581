-- MySQL and MariaDB: a REFERENCES beside the column is not enforced everywhere, so the foreign keys stand by
-- themselves; InnoDB makes their indexes.

CREATE TABLE publisher (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    address VARCHAR(100) NOT NULL,
    city VARCHAR(60) NOT NULL,
    state_province VARCHAR(60) NOT NULL,
    country VARCHAR(60) NOT NULL,
    website VARCHAR(200) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX publisher_name ON publisher (name, id);

CREATE TABLE author (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    salutation VARCHAR(10) NOT NULL,
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL,
    email VARCHAR(254) NOT NULL,
    headshot VARCHAR(100),
    last_accessed DATETIME(6)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX author_last_name ON author (last_name, first_name, id);

CREATE TABLE book (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    title VARCHAR(200) NOT NULL,
    slug VARCHAR(200) NOT NULL UNIQUE,
    publisher_id BIGINT NOT NULL,
    publication_date DATE NOT NULL,
    price DECIMAL(8, 2) NOT NULL,
    FOREIGN KEY (publisher_id) REFERENCES publisher (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX book_publication_date ON book (publication_date, id);

CREATE TABLE book_author (
    book_id BIGINT NOT NULL,
    author_id BIGINT NOT NULL,
    PRIMARY KEY (book_id, author_id),
    FOREIGN KEY (book_id) REFERENCES book (id) ON DELETE CASCADE,
    FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
