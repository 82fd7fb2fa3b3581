//! Chinook, a database that somebody else made: models, conditions and pages of a music shop of eleven tables with 15,607
//! rows, on SQLite as the file is, on the servers with the same schema and rows. `data.rs` loads it; where it comes from is
//! said in `tests/data/README.md`. What is found is compared with plain SQL on the same database.

mod data;
mod models;
mod pages;
mod shapes;
mod views;

use cbv::{Decimal, Model, QuerySet, check, models as used, not};
use cbv_tests::{db::TestDb, on_every_database};
use data::Chinook;
use models::{Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, MediaType, Playlist, Track};
use shapes::{AlbumRow, CustomerRow, GenrePage, InvoiceRow, TrackRow};

/// As many rows as plain SQL counts, and as somebody counted who read the file.
async fn same<M: Model>(db: &Chinook<'_>, rows: QuerySet<M>, sql: &str, number: i64) {
    assert_eq!(db.number(sql).await, number, "{sql}");
    let count = rows.clone().count(db.db()).await.unwrap();
    assert_eq!(i64::try_from(count).unwrap(), number, "{sql}");
    assert_eq!(i64::try_from(rows.all(db.db()).await.unwrap().len()).unwrap(), number, "{sql}");
}

on_every_database! {
    #[test]
    async fn chinooks_models_read_every_row_of_every_table(db: &TestDb) {
        let db = &Chinook::load(db).await;
        same(db, Artist::objects(), r#"SELECT COUNT(*) FROM "artists""#, 275).await;
        same(db, Album::objects(), r#"SELECT COUNT(*) FROM "albums""#, 347).await;
        same(db, Genre::objects(), r#"SELECT COUNT(*) FROM "genres""#, 25).await;
        same(db, MediaType::objects(), r#"SELECT COUNT(*) FROM "media_types""#, 5).await;
        same(db, Track::objects(), r#"SELECT COUNT(*) FROM "tracks""#, 3503).await;
        same(db, Playlist::objects(), r#"SELECT COUNT(*) FROM "playlists""#, 18).await;
        same(db, Employee::objects(), r#"SELECT COUNT(*) FROM "employees""#, 8).await;
        same(db, Customer::objects(), r#"SELECT COUNT(*) FROM "customers""#, 59).await;
        same(db, Invoice::objects(), r#"SELECT COUNT(*) FROM "invoices""#, 412).await;
        same(db, InvoiceLine::objects(), r#"SELECT COUNT(*) FROM "invoice_items""#, 2240).await;
        // the eleventh is a table between
        let rows = TrackRow::objects().all(db.db()).await.unwrap();
        assert_eq!(rows.iter().map(|track| track.playlists.len()).sum::<usize>(), 8715);
        assert_eq!(db.number(r#"SELECT COUNT(*) FROM "playlist_track""#).await, 8715);
        let first = &rows[0];
        let album = first.album.as_ref().unwrap();
        assert_eq!(
            (first.name.as_str(), album.title.as_str(), album.artist.name.as_deref(), first.unit_price),
            ("For Those About To Rock (We Salute You)", "For Those About To Rock We Salute You", Some("AC/DC"), Decimal::new(99, 2))
        );
    }

    #[test]
    async fn chinooks_models_are_found_to_fit_but_for_indexes_of_their_orders(db: &TestDb) {
        let db = &Chinook::load(db).await;
        let models = used![Artist, Album, Genre, MediaType, Track, Playlist, Employee, Customer, Invoice, InvoiceLine];
        let told = check(db.db(), models).await.expect_err("nobody made indexes for orders");
        let told: Vec<String> = told.problems().iter().map(ToString::to_string).collect();
        assert!(told.iter().all(|problem| problem.contains(": no index has the default order of ")), "{told:#?}");
        let about = |field: &str| told.iter().any(|problem| problem.starts_with(&format!("{field}: ")));
        assert!(about("Album.title") && about("Customer") && about("Invoice.invoice_date"), "{told:#?}");
    }

    #[test]
    async fn chinooks_rows_are_found_through_relations(db: &TestDb) {
        let db = &Chinook::load(db).await;
        let by = |name: &'static str| Track::ALBUM.has(Album::ARTIST.has(Artist::NAME.eq(name)));
        same(db, Track::objects().filter(by("Iron Maiden")), r#"SELECT COUNT(*) FROM "tracks" t JOIN "albums" a ON a."AlbumId" = t."AlbumId"
            JOIN "artists" r ON r."ArtistId" = a."ArtistId" WHERE r."Name" = 'Iron Maiden'"#, 213).await;
        same(db, Playlist::objects().filter(Playlist::TRACKS.any(by("Iron Maiden"))), r#"SELECT COUNT(DISTINCT p."PlaylistId")
            FROM "playlist_track" p JOIN "tracks" t ON t."TrackId" = p."TrackId" JOIN "albums" a ON a."AlbumId" = t."AlbumId"
            JOIN "artists" r ON r."ArtistId" = a."ArtistId" WHERE r."Name" = 'Iron Maiden'"#, 4).await;
        same(db, Invoice::objects().filter(Invoice::LINES.any(InvoiceLine::TRACK.has(by("AC/DC")))), r#"SELECT COUNT(DISTINCT l."InvoiceId")
            FROM "invoice_items" l JOIN "tracks" t ON t."TrackId" = l."TrackId" JOIN "albums" a ON a."AlbumId" = t."AlbumId"
            WHERE a."ArtistId" = 1"#, 6).await;
        same(db, Track::objects().filter(Track::PLAYLISTS.any(Playlist::NAME.eq("Grunge"))), r#"SELECT COUNT(*) FROM "playlist_track" t
            JOIN "playlists" p ON p."PlaylistId" = t."PlaylistId" WHERE p."Name" = 'Grunge'"#, 15).await;
        same(db, Track::objects().filter(Track::LINES.exists()), r#"SELECT COUNT(DISTINCT "TrackId") FROM "invoice_items""#, 1984).await;
        same(db, Artist::objects().filter(Artist::ALBUMS.is_empty()), r#"SELECT COUNT(*) FROM "artists" WHERE "ArtistId" NOT IN
            (SELECT "ArtistId" FROM "albums")"#, 71).await;
        same(db, Album::objects().filter(Album::TRACKS.all(Track::UNIT_PRICE.gt(Decimal::ONE))), r#"SELECT COUNT(*) FROM "albums"
            WHERE "AlbumId" NOT IN (SELECT "AlbumId" FROM "tracks" WHERE "UnitPrice" < 1)"#, 12).await;
        let formats = Genre::TRACKS.any(Track::MEDIA_TYPE.has(MediaType::NAME.icontains("video")));
        same(db, Genre::objects().filter(formats), r#"SELECT COUNT(DISTINCT "GenreId") FROM "tracks" WHERE "MediaTypeId" = 3"#, 6).await;
    }

    #[test]
    async fn chinooks_employees_are_a_tree_of_one_table(db: &TestDb) {
        let db = &Chinook::load(db).await;
        let over = r#"SELECT COUNT(*) FROM "employees" WHERE "ReportsTo" "#;
        same(db, Employee::objects().filter(not(Employee::MANAGER.exists())), &format!("{over} IS NULL"), 1).await;
        same(db, Employee::objects().filter(Employee::MANAGER.has(Employee::LAST_NAME.eq("Edwards"))), &format!("{over} = 2"), 3).await;
        let top = Employee::objects().filter(Employee::REPORTS.any(Employee::REPORTS.exists())).get(db.db()).await.unwrap();
        assert_eq!((top.first_name.as_str(), top.reports_to), ("Andrew", None));
        let cared = Customer::SUPPORT_REP.has(Employee::MANAGER.has(Employee::MANAGER.has(Employee::ID.eq(top.id))));
        same(db, Customer::objects().filter(cared), r#"SELECT COUNT(*) FROM "customers""#, 59).await;
        let customer = Customer::objects().filter(Customer::LAST_NAME.eq("Gonçalves")).get(db.db()).await.unwrap();
        assert_eq!(customer.support_rep.map(|rep| rep.first_name).as_deref(), Some("Jane"));
    }

    #[test]
    async fn chinooks_rows_are_counted_and_summed(db: &TestDb) {
        let db = &Chinook::load(db).await;
        let albums = AlbumRow::objects().order_by([Album::ID.asc()]).all(db.db()).await.unwrap();
        let tracks: Vec<i64> = albums.iter().map(|album| album.tracks).collect();
        assert_eq!(tracks, db.numbers(r#"SELECT COUNT(*) FROM "tracks" GROUP BY "AlbumId" ORDER BY "AlbumId""#).await);
        let longest = db.number(r#"SELECT MAX("Milliseconds") FROM "tracks" WHERE "AlbumId" = 1"#).await;
        assert!(albums[0].milliseconds.is_some_and(|sum| sum > longest));

        let invoices = InvoiceRow::objects().all(db.db()).await.unwrap();
        assert_eq!(invoices.len(), 412);
        assert!(invoices.iter().all(|invoice| invoice.sum == Some(invoice.total)), "an invoice is the sum of its lines");
        assert_eq!(invoices.iter().map(|invoice| invoice.total).sum::<Decimal>(), Decimal::new(232_860, 2));
        let sum = Invoice::objects().aggregate(db.db(), Invoice::TOTAL.sum()).await.unwrap();
        assert_eq!(sum, Some(Decimal::new(232_860, 2)));

        let best = CustomerRow::objects().order_by([CustomerRow::SPENT.desc()]).first(db.db()).await.unwrap().unwrap();
        assert_eq!((best.last_name.as_str(), best.invoices, best.spent), ("Holý", 7, Some(Decimal::new(4_962, 2))));

        let genres = GenrePage::objects().all(db.db()).await.unwrap();
        assert!(genres.iter().all(|genre| (1..=3).contains(&genre.longest.len())), "each has its own three");
        let jazz = genres.iter().find(|genre| genre.name.as_deref() == Some("Jazz")).unwrap();
        let longest = r#"SELECT "TrackId" FROM "tracks" WHERE "GenreId" = 2 ORDER BY "Milliseconds" DESC, "TrackId" LIMIT 3"#;
        assert_eq!(jazz.longest.iter().map(|track| track.id).collect::<Vec<_>>(), db.numbers(longest).await);
    }
}
