CREATE TABLE publisher (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    city TEXT NOT NULL,
    website TEXT
);

CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    publisher_id INTEGER NOT NULL REFERENCES publisher (id),
    publication_date DATE NOT NULL,
    price DECIMAL(8, 2) NOT NULL
);

CREATE TABLE author (id INTEGER PRIMARY KEY, last_name TEXT NOT NULL);

CREATE TABLE book_author (
    book_id INTEGER NOT NULL REFERENCES book (id),
    author_id INTEGER NOT NULL REFERENCES author (id),
    PRIMARY KEY (book_id, author_id)
);

CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    book_id INTEGER NOT NULL REFERENCES book (id),
    stars INTEGER NOT NULL,
    text TEXT NOT NULL
);

INSERT INTO publisher (id, name, city, website) VALUES
    (1, 'Harbour Press', 'Bergen', 'https://harbour.example/'),
    (2, 'Nine Elms & Daughters', 'London', NULL);

INSERT INTO book (id, title, slug, publisher_id, publication_date, price) VALUES
    (1, 'Lighthouses by Night', 'lighthouses-by-night', 1, '2019-05-02', 18.00),
    (2, 'A Field Guide to Puddles', 'field-guide-to-puddles', 2, '2021-09-30', 12.50),
    (3, 'Salt', 'salt', 1, '2024-02-29', 9.90),
    (4, 'The Patient Kitchen', 'patient-kitchen', 2, '2025-11-11', 24.00),
    (5, 'Tides & Timetables', 'tides-and-timetables', 1, '2026-01-15', 15.75);

INSERT INTO author (id, last_name) VALUES (1, 'Berg'), (2, 'Adams'), (3, 'Clarke');

INSERT INTO book_author (book_id, author_id) VALUES (1, 1), (1, 2), (2, 3), (3, 2), (4, 3), (5, 2);

INSERT INTO review (id, book_id, stars, text) VALUES (1, 1, 5, 'Bright.'), (2, 1, 2, 'Dark.'), (3, 3, 4, 'Dry.');
