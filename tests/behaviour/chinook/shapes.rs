//! What the pages of Chinook show: smaller shapes of its models, with related rows, counts and sums. Used by the views and the
//! tests beside it.

use cbv::{Decimal, Model, QuerySet, chrono::NaiveDateTime};

use super::models::{
    Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, MediaType, Playlist, Track,
};

/// A line of the list of artists.
#[derive(Debug, Clone, Model)]
#[model(of = Artist)]
pub(super) struct ArtistRow {
    pub(super) id: i64,
    pub(super) name: Option<String>,
    #[model(annotation = Artist::ALBUMS.count())]
    pub(super) albums: i64,
    #[model(annotation = Artist::ALBUMS.filter(Album::TRACKS.any(Track::LINES.exists())).exists())]
    pub(super) sold: bool,
}

/// An artist's page.
#[derive(Debug, Clone, Model)]
#[model(of = Artist)]
pub(super) struct ArtistPage {
    pub(super) id: i64,
    pub(super) name: Option<String>,
    #[model(prefetch_related)]
    pub(super) albums: Vec<AlbumTitle>,
}

/// An album, where it is named.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Album)]
pub(super) struct AlbumTitle {
    pub(super) id: i64,
    pub(super) title: String,
}

/// An artist, where they are named.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Artist)]
pub(super) struct ArtistName {
    pub(super) id: i64,
    pub(super) name: Option<String>,
}

/// A line of the list of albums.
#[derive(Debug, Clone, Model)]
#[model(of = Album)]
pub(super) struct AlbumRow {
    pub(super) id: i64,
    pub(super) title: String,
    #[model(select_related)]
    pub(super) artist: ArtistName,
    #[model(annotation = Album::TRACKS.count())]
    pub(super) tracks: i64,
    #[model(annotation = Album::TRACKS.sum(Track::MILLISECONDS))]
    pub(super) milliseconds: Option<i64>,
}

/// An album's page.
#[derive(Debug, Clone, Model)]
#[model(of = Album)]
pub(super) struct AlbumPage {
    pub(super) id: i64,
    pub(super) title: String,
    #[model(select_related)]
    pub(super) artist: ArtistName,
    #[model(prefetch_related)]
    pub(super) tracks: Vec<TrackName>,
}

/// A track, where it is named.
#[derive(Debug, Clone, Model)]
#[model(of = Track)]
pub(super) struct TrackName {
    pub(super) id: i64,
    pub(super) name: String,
    #[model(select_related)]
    pub(super) genre: Option<Genre>,
}

/// An album, where a track stands on it.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Album)]
pub(super) struct AlbumOfTrack {
    pub(super) id: i64,
    pub(super) title: String,
    #[model(select_related)]
    pub(super) artist: ArtistName,
}

/// A line of the list of tracks, and what a track's page shows too.
#[derive(Debug, Clone, Model)]
#[model(of = Track)]
pub(super) struct TrackRow {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) composer: Option<String>,
    pub(super) milliseconds: i64,
    pub(super) unit_price: Decimal,
    #[model(select_related)]
    pub(super) album: Option<AlbumOfTrack>,
    #[model(select_related)]
    pub(super) genre: Option<Genre>,
    #[model(select_related)]
    pub(super) media_type: MediaType,
    #[model(prefetch_related)]
    pub(super) playlists: Vec<Playlist>,
}

/// A genre with the number of its tracks.
#[derive(Debug, Clone, Model)]
#[model(of = Genre, ordering(-tracks))]
pub(super) struct GenreRow {
    pub(super) id: i64,
    pub(super) name: Option<String>,
    #[model(annotation = Genre::TRACKS.count())]
    pub(super) tracks: i64,
}

/// A genre with the three longest of its tracks.
#[derive(Debug, Clone, Model)]
#[model(of = Genre)]
pub(super) struct GenrePage {
    pub(super) id: i64,
    pub(super) name: Option<String>,
    #[model(prefetch_related(
        relation = Genre::TRACKS,
        queryset = QuerySet::new().order_by([Track::MILLISECONDS.desc()]).limit(3)
    ))]
    pub(super) longest: Vec<TrackName>,
}

/// A playlist with the number of its tracks.
#[derive(Debug, Clone, Model)]
#[model(of = Playlist)]
pub(super) struct PlaylistRow {
    pub(super) id: i64,
    pub(super) name: Option<String>,
    #[model(annotation = Playlist::TRACKS.count())]
    pub(super) tracks: i64,
}

/// A playlist's page.
#[derive(Debug, Clone, Model)]
#[model(of = Playlist)]
pub(super) struct PlaylistPage {
    pub(super) id: i64,
    pub(super) name: Option<String>,
    #[model(prefetch_related)]
    pub(super) tracks: Vec<TrackName>,
}

/// An employee, where they are named.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Employee)]
pub(super) struct EmployeeName {
    pub(super) id: i64,
    pub(super) last_name: String,
}

/// A line of the list of employees, and their page.
#[derive(Debug, Clone, Model)]
#[model(of = Employee)]
pub(super) struct EmployeePage {
    pub(super) id: i64,
    pub(super) last_name: String,
    pub(super) first_name: String,
    pub(super) title: Option<String>,
    pub(super) birth_date: Option<NaiveDateTime>,
    #[model(select_related)]
    pub(super) manager: Option<EmployeeName>,
    #[model(prefetch_related)]
    pub(super) reports: Vec<EmployeeName>,
    #[model(annotation = Employee::CUSTOMERS.count())]
    pub(super) customers: i64,
}

/// A customer, where they are named.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Customer)]
pub(super) struct CustomerName {
    pub(super) id: i64,
    pub(super) last_name: String,
    pub(super) country: Option<String>,
}

/// A line of the list of customers.
#[derive(Debug, Clone, Model)]
#[model(of = Customer)]
pub(super) struct CustomerRow {
    pub(super) id: i64,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) company: Option<String>,
    pub(super) country: Option<String>,
    #[model(select_related)]
    pub(super) support_rep: Option<EmployeeName>,
    #[model(annotation = Customer::INVOICES.count())]
    pub(super) invoices: i64,
    #[model(annotation = Customer::INVOICES.sum(Invoice::TOTAL))]
    pub(super) spent: Option<Decimal>,
}

/// A customer's page.
#[derive(Debug, Clone, Model)]
#[model(of = Customer)]
pub(super) struct CustomerPage {
    pub(super) id: i64,
    pub(super) first_name: String,
    pub(super) last_name: String,
    #[model(select_related)]
    pub(super) support_rep: Option<EmployeeName>,
    #[model(prefetch_related)]
    pub(super) invoices: Vec<InvoiceTotal>,
}

/// An invoice, where it is named.
#[derive(Debug, Clone, Model)]
#[model(of = Invoice)]
pub(super) struct InvoiceTotal {
    pub(super) id: i64,
    pub(super) invoice_date: NaiveDateTime,
    pub(super) total: Decimal,
}

/// A line of the list of invoices.
#[derive(Debug, Clone, Model)]
#[model(of = Invoice)]
pub(super) struct InvoiceRow {
    pub(super) id: i64,
    pub(super) invoice_date: NaiveDateTime,
    pub(super) total: Decimal,
    #[model(select_related)]
    pub(super) customer: CustomerName,
    #[model(annotation = Invoice::LINES.sum(InvoiceLine::AMOUNT))]
    pub(super) sum: Option<Decimal>,
}

/// An invoice's page.
#[derive(Debug, Clone, Model)]
#[model(of = Invoice)]
pub(super) struct InvoicePage {
    pub(super) id: i64,
    pub(super) total: Decimal,
    #[model(select_related)]
    pub(super) customer: CustomerName,
    #[model(prefetch_related)]
    pub(super) lines: Vec<LineOfInvoice>,
}

/// A line of an invoice with its track.
#[derive(Debug, Clone, Model)]
#[model(of = InvoiceLine)]
pub(super) struct LineOfInvoice {
    pub(super) id: i64,
    pub(super) unit_price: Decimal,
    pub(super) quantity: i64,
    #[model(select_related)]
    pub(super) track: TrackName,
}
