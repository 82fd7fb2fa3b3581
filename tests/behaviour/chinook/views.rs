//! The pages of Chinook: lists with search, filters and orders, and a page for each row, of eight of its tables. Used by the
//! tests beside it.

use axum::Router;
use cbv::prelude::*;

use super::shapes::{
    AlbumPage, AlbumRow, ArtistPage, ArtistRow, CustomerPage, CustomerRow, EmployeePage, GenrePage, GenreRow,
    InvoicePage, InvoiceRow, PlaylistPage, PlaylistRow, TrackRow,
};

#[derive(ListView)]
#[view(
    model = ArtistRow,
    path = "/artists/",
    template_name = "chinook/artist_list.html",
    paginate_by = 25,
    search_fields(name, albums.title),
    ordering_fields(name, albums)
)]
struct ArtistList;

#[derive(DetailView)]
#[view(model = ArtistPage, path = "/artists/{pk}/", template_name = "chinook/artist_detail.html")]
struct ArtistDetail;

#[derive(ListView)]
#[view(
    model = AlbumRow,
    path = "/albums/",
    template_name = "chinook/album_list.html",
    paginate_by = 50,
    search_fields(title, artist.name),
    filter_fields(artist.id as artist, tracks.genre.name as genre),
    ordering_fields(title, tracks, milliseconds as length)
)]
struct AlbumList;

#[derive(DetailView)]
#[view(model = AlbumPage, path = "/albums/{pk}/", template_name = "chinook/album_detail.html")]
struct AlbumDetail;

#[derive(ListView)]
#[view(
    model = TrackRow,
    path = "/tracks/",
    template_name = "chinook/track_list.html",
    paginate_by = 20,
    search_fields(name, composer, album.title, album.artist.name),
    filter_fields(
        genre.name as genre,
        media_type.id as format,
        playlists.name as playlist,
        unit_price(eq, gt),
        milliseconds(gte as longer, lte as shorter)
    ),
    ordering_fields(name, milliseconds as length, unit_price as price),
    page_size_param("per_page", max = 500)
)]
struct TrackList;

#[derive(DetailView)]
#[view(model = TrackRow, path = "/tracks/{pk}/", template_name = "chinook/track_detail.html")]
struct TrackDetail;

#[derive(ListView)]
#[view(
    model = GenreRow,
    path = "/genres/",
    template_name = "chinook/genre_list.html",
    paginate_by = 10,
    ordering_fields(name, tracks)
)]
struct GenreList;

#[derive(DetailView)]
#[view(model = GenrePage, path = "/genres/{pk}/", template_name = "chinook/genre_detail.html")]
struct GenreDetail;

#[derive(ListView)]
#[view(model = PlaylistRow, path = "/playlists/", template_name = "chinook/playlist_list.html", paginate_by = 10)]
struct PlaylistList;

#[derive(DetailView)]
#[view(model = PlaylistPage, path = "/playlists/{pk}/", template_name = "chinook/playlist_detail.html")]
struct PlaylistDetail;

#[derive(ListView)]
#[view(model = EmployeePage, path = "/employees/", template_name = "chinook/employee_list.html", paginate_by = 5)]
struct EmployeeList;

#[derive(DetailView)]
#[view(model = EmployeePage, path = "/employees/{pk}/", template_name = "chinook/employee_detail.html")]
struct EmployeeDetail;

#[derive(ListView)]
#[view(
    model = CustomerRow,
    path = "/customers/",
    template_name = "chinook/customer_list.html",
    paginate_by = 20,
    search_fields(first_name, last_name, company),
    filter_fields(country, support_rep.id as rep, company(isnull)),
    ordering_fields(last_name as name, spent)
)]
struct CustomerList;

#[derive(DetailView)]
#[view(model = CustomerPage, path = "/customers/{pk}/", template_name = "chinook/customer_detail.html")]
struct CustomerDetail;

#[derive(ListView)]
#[view(
    model = InvoiceRow,
    path = "/invoices/",
    template_name = "chinook/invoice_list.html",
    paginate_by = 50,
    filter_fields(customer.country as country, total(gte, lt), invoice_date(gte as since, lt as until)),
    ordering_fields(invoice_date as date, total)
)]
struct InvoiceList;

#[derive(DetailView)]
#[view(model = InvoicePage, path = "/invoices/{pk}/", template_name = "chinook/invoice_detail.html")]
struct InvoiceDetail;

/// All of them.
pub(super) fn router() -> Router<Db> {
    Router::new()
        .merge(ArtistList::router())
        .merge(ArtistDetail::router())
        .merge(AlbumList::router())
        .merge(AlbumDetail::router())
        .merge(TrackList::router())
        .merge(TrackDetail::router())
        .merge(GenreList::router())
        .merge(GenreDetail::router())
        .merge(PlaylistList::router())
        .merge(PlaylistDetail::router())
        .merge(EmployeeList::router())
        .merge(EmployeeDetail::router())
        .merge(CustomerList::router())
        .merge(CustomerDetail::router())
        .merge(InvoiceList::router())
        .merge(InvoiceDetail::router())
}
