//! The models of Chinook's eleven tables: ten structs, and `playlist_track`, which is a table between. The names of tables and
//! columns are those of the database. Used by the views and the tests beside it.

use cbv::{Decimal, Model, chrono::NaiveDateTime};

/// Who plays.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "artists", ordering(name), url = "/artists/{pk}/", reverse(albums = Album::ARTIST))]
pub(super) struct Artist {
    #[model(column = "ArtistId")]
    pub(super) id: i64,
    #[model(column = "Name")]
    pub(super) name: Option<String>,
}

/// A record, with its artist.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "albums", ordering(title), url = "/albums/{pk}/", reverse(tracks = Track::ALBUM))]
pub(super) struct Album {
    #[model(column = "AlbumId")]
    pub(super) id: i64,
    #[model(column = "Title")]
    pub(super) title: String,
    #[model(column = "ArtistId", foreign_key = Artist)]
    pub(super) artist_id: i64,
    #[model(select_related)]
    pub(super) artist: Artist,
}

/// A kind of music.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "genres", ordering(name), url = "/genres/{pk}/", reverse(tracks = Track::GENRE))]
pub(super) struct Genre {
    #[model(column = "GenreId")]
    pub(super) id: i64,
    #[model(column = "Name")]
    pub(super) name: Option<String>,
}

/// The format of a file.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "media_types", reverse(tracks = Track::MEDIA_TYPE))]
pub(super) struct MediaType {
    #[model(column = "MediaTypeId")]
    pub(super) id: i64,
    #[model(column = "Name")]
    pub(super) name: Option<String>,
}

/// A piece of music that is sold.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(
    table = "tracks",
    ordering(id),
    url = "/tracks/{pk}/",
    reverse(lines = InvoiceLine::TRACK),
    many_to_many(playlists(model = Playlist, through = "playlist_track", from = "TrackId", to = "PlaylistId"))
)]
pub(super) struct Track {
    #[model(column = "TrackId")]
    pub(super) id: i64,
    #[model(column = "Name")]
    pub(super) name: String,
    #[model(column = "AlbumId", foreign_key = Album)]
    pub(super) album_id: Option<i64>,
    #[model(column = "MediaTypeId", foreign_key = MediaType)]
    pub(super) media_type_id: i64,
    #[model(column = "GenreId", foreign_key = Genre)]
    pub(super) genre_id: Option<i64>,
    #[model(column = "Composer")]
    pub(super) composer: Option<String>,
    #[model(column = "Milliseconds")]
    pub(super) milliseconds: i64,
    #[model(column = "Bytes")]
    pub(super) bytes: Option<i64>,
    #[model(column = "UnitPrice", decimal(10, 2))]
    pub(super) unit_price: Decimal,
}

/// A list of tracks that somebody made.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(
    table = "playlists",
    ordering(id),
    url = "/playlists/{pk}/",
    many_to_many(tracks(model = Track, through = "playlist_track", from = "PlaylistId", to = "TrackId"))
)]
pub(super) struct Playlist {
    #[model(column = "PlaylistId")]
    pub(super) id: i64,
    #[model(column = "Name")]
    pub(super) name: Option<String>,
}

/// Who works in the shop, and for whom.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(
    table = "employees",
    ordering(id),
    url = "/employees/{pk}/",
    reverse(reports = Employee::MANAGER, customers = Customer::SUPPORT_REP)
)]
pub(super) struct Employee {
    #[model(column = "EmployeeId")]
    pub(super) id: i64,
    #[model(column = "LastName")]
    pub(super) last_name: String,
    #[model(column = "FirstName")]
    pub(super) first_name: String,
    #[model(column = "Title")]
    pub(super) title: Option<String>,
    #[model(column = "ReportsTo", foreign_key = Employee, related = manager)]
    pub(super) reports_to: Option<i64>,
    #[model(column = "BirthDate")]
    pub(super) birth_date: Option<NaiveDateTime>,
    #[model(column = "HireDate")]
    pub(super) hire_date: Option<NaiveDateTime>,
    #[model(column = "City")]
    pub(super) city: Option<String>,
    #[model(column = "Country")]
    pub(super) country: Option<String>,
    #[model(column = "Email")]
    pub(super) email: Option<String>,
}

/// Who buys.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(
    table = "customers",
    ordering(last_name, first_name),
    url = "/customers/{pk}/",
    reverse(invoices = Invoice::CUSTOMER)
)]
pub(super) struct Customer {
    #[model(column = "CustomerId")]
    pub(super) id: i64,
    #[model(column = "FirstName")]
    pub(super) first_name: String,
    #[model(column = "LastName")]
    pub(super) last_name: String,
    #[model(column = "Company")]
    pub(super) company: Option<String>,
    #[model(column = "City")]
    pub(super) city: Option<String>,
    #[model(column = "Country")]
    pub(super) country: Option<String>,
    #[model(column = "Email")]
    pub(super) email: String,
    #[model(column = "SupportRepId", foreign_key = Employee)]
    pub(super) support_rep_id: Option<i64>,
    #[model(select_related)]
    pub(super) support_rep: Option<Employee>,
}

/// What a customer bought at once.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "invoices", ordering(-invoice_date), url = "/invoices/{pk}/", reverse(lines = InvoiceLine::INVOICE))]
pub(super) struct Invoice {
    #[model(column = "InvoiceId")]
    pub(super) id: i64,
    #[model(column = "CustomerId", foreign_key = Customer)]
    pub(super) customer_id: i64,
    #[model(column = "InvoiceDate")]
    pub(super) invoice_date: NaiveDateTime,
    #[model(column = "BillingCity")]
    pub(super) billing_city: Option<String>,
    #[model(column = "BillingCountry")]
    pub(super) billing_country: Option<String>,
    #[model(column = "Total", decimal(10, 2))]
    pub(super) total: Decimal,
}

/// A track that was bought.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "invoice_items", ordering(id))]
pub(super) struct InvoiceLine {
    #[model(column = "InvoiceLineId")]
    pub(super) id: i64,
    #[model(column = "InvoiceId", foreign_key = Invoice)]
    pub(super) invoice_id: i64,
    #[model(column = "TrackId", foreign_key = Track)]
    pub(super) track_id: i64,
    #[model(column = "UnitPrice", decimal(10, 2))]
    pub(super) unit_price: Decimal,
    #[model(column = "Quantity")]
    pub(super) quantity: i64,
    #[model(annotation = InvoiceLine::UNIT_PRICE * InvoiceLine::QUANTITY.cast::<Decimal>())]
    pub(super) amount: Decimal,
}
