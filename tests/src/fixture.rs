//! A small bookshop that most tests read: three publishers, three authors, five books. Called by behaviour tests. The big
//! one, with its own seed, is `examples/bookshop`.

use crate::db::TestDb;

/// The tables, for [`TestDb::execute`].
pub const SCHEMA: &str = "
CREATE TABLE publisher (
    id {key}, name VARCHAR(100) NOT NULL, address VARCHAR(200) NOT NULL, city VARCHAR(100) NOT NULL,
    state_province VARCHAR(100) NOT NULL, country VARCHAR(100) NOT NULL, website VARCHAR(200) NOT NULL
);
CREATE TABLE author (
    id {key}, salutation VARCHAR(10) NOT NULL, first_name VARCHAR(100) NOT NULL, last_name VARCHAR(100) NOT NULL,
    email VARCHAR(200) NOT NULL, headshot VARCHAR(200), last_accessed {datetime} NULL
);
CREATE TABLE book (
    id {key}, title VARCHAR(200) NOT NULL, slug VARCHAR(200) NOT NULL UNIQUE,
    publisher_id BIGINT NOT NULL REFERENCES publisher (id), publication_date DATE NOT NULL,
    price DECIMAL(8, 2) NOT NULL
);
CREATE TABLE book_author (
    book_id BIGINT NOT NULL REFERENCES book (id), author_id BIGINT NOT NULL REFERENCES author (id),
    PRIMARY KEY (book_id, author_id)
);
";

/// The rows. Two books share a date, so that an order by date alone leaves a tie; one author has NULLs; titles hold what
/// HTML and LIKE must escape.
const ROWS: &str = "
INSERT INTO publisher (id, name, address, city, state_province, country, website) VALUES
    (1, 'Apress', '2855 Telegraph Avenue', 'Berkeley', 'CA', 'U.S.A.', 'https://www.apress.com/'),
    (2, 'O''Reilly', '10 Fawcett St.', 'Cambridge', 'MA', 'U.S.A.', 'https://www.oreilly.com/'),
    (3, 'Zweitausendeins', 'Karl-Tauchnitz-Straße 6', 'Leipzig', 'Sachsen', 'Germany', 'https://www.zweitausendeins.de/');
INSERT INTO author (id, salutation, first_name, last_name, email, headshot, last_accessed) VALUES
    (1, 'Ms', 'Ursula', 'Le Guin', 'ursula@example.com', 'authors/ursula.jpg', '2026-01-02 03:04:05'),
    (2, 'Mr', 'Stanisław', 'Lem', 'stanislaw@example.com', NULL, NULL),
    (3, 'Dr', 'Adrian', 'Holovaty', 'adrian@example.com', NULL, '2026-01-02 03:04:05.678900');
INSERT INTO book (id, title, slug, publisher_id, publication_date, price) VALUES
    (1, 'The Dispossessed', 'the-dispossessed', 1, '1974-05-01', 8.99),
    (2, 'Solaris', 'solaris', 3, '1961-06-01', 10.00),
    (3, 'Django & <Friends>', 'django-friends', 2, '2008-12-15', 44.50),
    (4, '100% \"Rust\"', '100-rust', 2, '2026-02-28', 39.90),
    (5, 'Always Coming Home', 'always-coming-home', 1, '2008-12-15', 12.05);
INSERT INTO book_author (book_id, author_id) VALUES (1, 1), (2, 2), (3, 3), (4, 3), (5, 1);
";

/// Makes the tables and their rows.
pub async fn create(db: &TestDb) {
    db.execute(SCHEMA).await;
    db.execute(ROWS).await;
    // explicit keys do not move PostgreSQL's counters
    let counters = "SELECT setval('publisher_id_seq', 3); SELECT setval('author_id_seq', 3); SELECT setval('book_id_seq', 5)";
    db.execute(db.pick("SELECT 1", counters, "SELECT 1")).await;
}
