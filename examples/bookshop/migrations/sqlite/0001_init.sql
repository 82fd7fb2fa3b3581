-- SQLite: a declared type is a hint, so dates are text (`YYYY-MM-DD`) and prices are numbers.

CREATE TABLE publisher (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(100) NOT NULL,
    address VARCHAR(100) NOT NULL,
    city VARCHAR(60) NOT NULL,
    state_province VARCHAR(60) NOT NULL,
    country VARCHAR(60) NOT NULL,
    website VARCHAR(200) NOT NULL
);

CREATE INDEX publisher_name ON publisher (name, id);

CREATE TABLE author (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    salutation VARCHAR(10) NOT NULL,
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL,
    email VARCHAR(254) NOT NULL,
    headshot VARCHAR(100),
    last_accessed DATETIME
);

CREATE INDEX author_last_name ON author (last_name, first_name, id);

CREATE TABLE book (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title VARCHAR(200) NOT NULL,
    slug VARCHAR(200) NOT NULL UNIQUE,
    publisher_id INTEGER NOT NULL REFERENCES publisher (id),
    publication_date DATE NOT NULL,
    price DECIMAL(8, 2) NOT NULL
);

CREATE INDEX book_publication_date ON book (publication_date, id);
CREATE INDEX book_publisher_id ON book (publisher_id);

CREATE TABLE book_author (
    book_id INTEGER NOT NULL REFERENCES book (id) ON DELETE CASCADE,
    author_id INTEGER NOT NULL REFERENCES author (id) ON DELETE CASCADE,
    PRIMARY KEY (book_id, author_id)
);

CREATE INDEX book_author_author_id ON book_author (author_id);
