//! The pages of Chinook: every page of every list, every row's page, what a search finds, how many queries a page sends.

use cbv::test::queries;
use cbv_tests::{db::TestDb, on_every_database, web};

use super::{data::Chinook, views::router};

/// A page that is there.
async fn page(db: &Chinook<'_>, uri: &str) -> String {
    let answer = web::get(&router(), db.db(), uri).await;
    assert_eq!(answer.code(), 200, "{uri}: {}", answer.reason());
    answer.text
}

/// The keys of the rows that a list's page shows.
fn keys(list: &str, page: &str) -> Vec<i64> {
    let link = format!("<li><a href=\"{list}");
    let links = page.split(&link).skip(1);
    links.filter_map(|link| link.split_once('/')?.0.parse().ok()).collect() // the pages have links too
}

/// How many rows there are on all pages, and how many pages, as the page says.
fn totals(page: &str) -> (i64, i64) {
    let (rows, pages) = page.split_once(" in all, page ").unwrap();
    let number = |text: &str| text.split(['>', '<']).next_back().unwrap().parse().unwrap();
    let pages = pages.split_once(" of ").unwrap().1.split_once('<').unwrap().0;
    (number(rows), pages.parse().unwrap())
}

/// Reads every page of a list, and compares the rows with those of plain SQL, in its order. Gives the keys. (Rows that are equal
/// come in the order of their keys, in the direction of what the list is ordered by last.)
async fn crawl(db: &Chinook<'_>, list: &str, sql: &str) -> Vec<i64> {
    let first = page(db, list).await;
    let (rows, pages) = totals(&first);
    let mut found = keys(list, &first);
    for number in 2..=pages {
        found.extend(keys(list, &page(db, &format!("{list}?page={number}")).await));
    }
    assert_eq!(found, db.numbers(sql).await, "{list}");
    assert_eq!(i64::try_from(found.len()).unwrap(), rows, "{list}");
    let beyond = web::get(&router(), db.db(), &format!("{list}?page={}", pages + 1)).await;
    assert_eq!(beyond.code(), 404, "{list}");
    found
}

/// Reads the page of every row, in the order of their keys, and compares the number of related rows with that of plain SQL.
async fn details(db: &Chinook<'_>, list: &str, mut found: Vec<i64>, sql: &str) {
    found.sort_unstable();
    let mut related = Vec::new();
    for key in found {
        let page = page(db, &format!("{list}{key}/")).await;
        related.push(i64::try_from(page.matches("<li>").count()).unwrap());
    }
    assert_eq!(related, db.numbers(sql).await, "{list}");
}

/// How many rows a list shows for a query, which is what plain SQL counts.
async fn finds(db: &Chinook<'_>, uri: &str, sql: &str) {
    let (rows, _) = totals(&page(db, uri).await);
    assert_eq!(rows, db.number(sql).await, "{uri}");
    assert!(rows > 0, "{uri} shows something");
}

/// `"tracks" t` with what they belong to.
const TRACKS: &str = r#"SELECT COUNT(*) FROM "tracks" t JOIN "albums" a ON a."AlbumId" = t."AlbumId"
    JOIN "artists" r ON r."ArtistId" = a."ArtistId" JOIN "genres" g ON g."GenreId" = t."GenreId" WHERE "#;

on_every_database! {
    #[test]
    async fn chinooks_music_is_crawled(db: &TestDb) {
        let db = &Chinook::load(db).await;
        let artists = crawl(db, "/artists/", r#"SELECT "ArtistId" FROM "artists" ORDER BY "Name", "ArtistId""#).await;
        details(db, "/artists/", artists, r#"SELECT COUNT(a."AlbumId") FROM "artists" r LEFT JOIN "albums" a
            ON a."ArtistId" = r."ArtistId" GROUP BY r."ArtistId" ORDER BY r."ArtistId""#).await;
        let albums = crawl(db, "/albums/", r#"SELECT "AlbumId" FROM "albums" ORDER BY "Title", "AlbumId""#).await;
        details(db, "/albums/", albums, r#"SELECT COUNT(*) FROM "tracks" GROUP BY "AlbumId" ORDER BY "AlbumId""#).await;
        let genres = crawl(db, "/genres/", r#"SELECT "GenreId" FROM "tracks" GROUP BY "GenreId" ORDER BY COUNT(*) DESC, "GenreId" DESC"#).await;
        details(db, "/genres/", genres, r#"SELECT CASE WHEN COUNT(*) < 3 THEN COUNT(*) ELSE 3 END FROM "tracks"
            GROUP BY "GenreId" ORDER BY "GenreId""#).await;
        let playlists = crawl(db, "/playlists/", r#"SELECT "PlaylistId" FROM "playlists" ORDER BY "PlaylistId""#).await;
        details(db, "/playlists/", playlists, r#"SELECT COUNT(t."TrackId") FROM "playlists" p LEFT JOIN "playlist_track" t
            ON t."PlaylistId" = p."PlaylistId" GROUP BY p."PlaylistId" ORDER BY p."PlaylistId""#).await;
        let tracks = crawl(db, "/tracks/", r#"SELECT "TrackId" FROM "tracks" ORDER BY "TrackId""#).await;
        let some = tracks.into_iter().filter(|key| key % 20 == 0).collect();
        details(db, "/tracks/", some, r#"SELECT COUNT(p."PlaylistId") FROM "tracks" t LEFT JOIN "playlist_track" p
            ON p."TrackId" = t."TrackId" WHERE t."TrackId" % 20 = 0 GROUP BY t."TrackId" ORDER BY t."TrackId""#).await;
        assert!(page(db, "/tracks/3/").await.contains("<p><a href=\"/albums/3/\">Restless and Wild</a> by <a href=\"/artists/2/\">Accept</a></p>"));
        assert_eq!(web::get(&router(), db.db(), "/tracks/4000/").await.code(), 404);
    }

    #[test]
    async fn chinooks_sales_are_crawled(db: &TestDb) {
        let db = &Chinook::load(db).await;
        let customers = crawl(db, "/customers/", r#"SELECT "CustomerId" FROM "customers" ORDER BY "LastName", "FirstName", "CustomerId""#).await;
        details(db, "/customers/", customers, r#"SELECT COUNT(*) FROM "invoices" GROUP BY "CustomerId" ORDER BY "CustomerId""#).await;
        let invoices = crawl(db, "/invoices/", r#"SELECT "InvoiceId" FROM "invoices" ORDER BY "InvoiceDate" DESC, "InvoiceId" DESC"#).await;
        details(db, "/invoices/", invoices, r#"SELECT COUNT(*) FROM "invoice_items" GROUP BY "InvoiceId" ORDER BY "InvoiceId""#).await;
        let employees = crawl(db, "/employees/", r#"SELECT "EmployeeId" FROM "employees" ORDER BY "EmployeeId""#).await;
        details(db, "/employees/", employees, r#"SELECT COUNT(r."EmployeeId") FROM "employees" e LEFT JOIN "employees" r
            ON r."ReportsTo" = e."EmployeeId" GROUP BY e."EmployeeId" ORDER BY e."EmployeeId""#).await;
        let first = page(db, "/employees/").await;
        assert!(first.contains("Nancy Edwards</a> of Adams, over Peacock, over Park, over Johnson, 0 customers"), "{first}");
        let jane = page(db, "/employees/3/").await;
        assert!(jane.contains("<p>Sales Support Agent, born 1973-08-29, 21 customers</p>"), "{jane}");
    }

    #[test]
    async fn chinooks_lists_are_searched_filtered_and_sorted(db: &TestDb) {
        let db = &Chinook::load(db).await;
        finds(db, "/tracks/?q=MAIDEN", &format!(r#"{TRACKS} LOWER(t."Name") LIKE '%maiden%' OR LOWER(t."Composer") LIKE '%maiden%'
            OR LOWER(a."Title") LIKE '%maiden%' OR LOWER(r."Name") LIKE '%maiden%'"#)).await;
        finds(db, "/tracks/?genre=Jazz&genre=Blues", &format!(r#"{TRACKS} g."Name" IN ('Jazz', 'Blues')"#)).await;
        finds(db, "/tracks/?playlist=Grunge&q=nirvana", &format!(r#"{TRACKS} r."Name" = 'Nirvana' AND t."TrackId" IN
            (SELECT "TrackId" FROM "playlist_track" WHERE "PlaylistId" = 16)"#)).await;
        finds(db, "/tracks/?longer=600000&shorter=1200000", &format!(r#"{TRACKS} t."Milliseconds" BETWEEN 600000 AND 1200000"#)).await;
        finds(db, "/tracks/?unit_price=1.99&format=3", &format!(r#"{TRACKS} t."UnitPrice" > 1.5 AND t."MediaTypeId" = 3"#)).await;
        finds(db, "/tracks/?unit_price__gt=0.99", &format!(r#"{TRACKS} t."UnitPrice" > 1.5"#)).await;
        finds(db, "/albums/?artist=90", r#"SELECT COUNT(*) FROM "albums" WHERE "ArtistId" = 90"#).await;
        finds(db, "/albums/?genre=Soundtrack", r#"SELECT COUNT(DISTINCT "AlbumId") FROM "tracks" WHERE "GenreId" = 10"#).await;
        finds(db, "/customers/?country=USA&rep=3", r#"SELECT COUNT(*) FROM "customers" WHERE "Country" = 'USA' AND "SupportRepId" = 3"#).await;
        finds(db, "/customers/?company__isnull=false", r#"SELECT COUNT(*) FROM "customers" WHERE "Company" IS NOT NULL"#).await;
        finds(db, "/customers/?q=GON%C3%87ALVES", r#"SELECT COUNT(*) FROM "customers" WHERE "LastName" = 'Gonçalves'"#).await;
        finds(db, "/invoices/?country=Germany&total__gte=10", r#"SELECT COUNT(*) FROM "invoices" i JOIN "customers" c
            ON c."CustomerId" = i."CustomerId" WHERE c."Country" = 'Germany' AND i."Total" >= 10"#).await;
        finds(db, "/invoices/?since=2012-01-01T00:00&until=2013-01-01T00:00", r#"SELECT COUNT(*) FROM "invoices"
            WHERE "InvoiceDate" >= '2012-01-01 00:00:00' AND "InvoiceDate" < '2013-01-01 00:00:00'"#).await;
        for (uri, list, sql) in [
            ("/tracks/?sort=-length", "/tracks/", r#"SELECT "TrackId" FROM "tracks" ORDER BY "Milliseconds" DESC, "TrackId" DESC LIMIT 20"#),
            ("/tracks/?sort=-price,name", "/tracks/", r#"SELECT "TrackId" FROM "tracks" ORDER BY "UnitPrice" DESC, "Name", "TrackId" LIMIT 20"#),
            ("/albums/?sort=-tracks", "/albums/", r#"SELECT "AlbumId" FROM "tracks" GROUP BY "AlbumId" ORDER BY COUNT(*) DESC, "AlbumId" DESC LIMIT 50"#),
            ("/artists/?sort=-albums", "/artists/", r#"SELECT "ArtistId" FROM "albums" GROUP BY "ArtistId" ORDER BY COUNT(*) DESC, "ArtistId" DESC LIMIT 25"#),
            ("/customers/?sort=-spent", "/customers/", r#"SELECT "CustomerId" FROM "invoices" GROUP BY "CustomerId"
                ORDER BY ROUND(SUM("Total"), 2) DESC, "CustomerId" DESC LIMIT 20"#),
            ("/invoices/?sort=-total", "/invoices/", r#"SELECT "InvoiceId" FROM "invoices" ORDER BY "Total" DESC, "InvoiceId" DESC LIMIT 50"#),
        ] {
            assert_eq!(keys(list, &page(db, uri).await), db.numbers(sql).await, "{uri}");
        }
    }

    #[test]
    async fn chinooks_pages_send_few_queries_whatever_their_size(db: &TestDb) {
        let db = &Chinook::load(db).await;
        let budgets = [
            ("/tracks/", 3),
            ("/tracks/?page=100", 3),
            ("/tracks/?per_page=500", 3),
            ("/tracks/?per_page=500&page=last", 3),
            ("/tracks/?q=love&playlist=Music&sort=-length", 3),
            ("/tracks/1/", 2),
            ("/artists/", 2),
            ("/albums/?sort=-tracks", 2),
            ("/albums/141/", 2),
            ("/playlists/1/", 2),
            ("/employees/", 3),
            ("/invoices/", 2),
            ("/invoices/96/", 2),
        ];
        let (sent, seen) = db.statements(|db| async move {
            let mut sent = 0;
            for (uri, most) in budgets {
                let (answer, queries) = queries(web::get(&router(), &db, uri)).await;
                assert_eq!(answer.code(), 200, "{uri}");
                queries.assert_at_most(most);
                sent += queries.len();
            }
            sent
        }).await;
        assert_eq!(sent, seen.len(), "the database has seen {seen:#?}");
    }
}
