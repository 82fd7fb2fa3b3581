//! A file that belongs to a row, in its form: kept when nothing is sent, replaced, cleared. Django's tests of `FileField` and
//! `ClearableFileInput`; `docs/django-tests.md` says which.

use std::path::Path;

use axum::{Extension, Router, body::Body, response::Response};
use cbv::{
    form::{FileChange, FileRules, UploadedFile, Valid},
    prelude::*,
    storage::Media,
};
use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{Answer, ask, get},
};

/// A cover must be there, a sample may be.
#[derive(Debug, Clone, Model)]
#[model(table = "album", ordering(id))]
struct Album {
    id: i64,
    title: String,
    cover: String,
    sample: Option<String>,
}

#[derive(Debug, Clone, Form)]
#[form(model = Album)]
struct AlbumForm {
    title: String,
    #[field(required, upload_to = "covers", files = FileRules::new().images())]
    cover: FileChange,
    #[field(upload_to = "samples", help_text = "A minute or less.")]
    sample: FileChange,
}

#[derive(CreateView)]
#[view(model = Album, form_class = AlbumForm, path = "/new/", template_name = "upload_form.html", success_url = "/")]
struct Create;

#[derive(UpdateView)]
#[view(model = Album, form_class = AlbumForm, path = "/{pk}/", template_name = "upload_form.html", success_url = "/")]
struct Update;

impl UpdateHooks for Update {
    async fn form_valid(&self, req: &Request, album: &Album, form: Valid<AlbumForm>) -> Result<Response> {
        let changed = form.changed_from(album).join(" ");
        let fails = form.title == "fails";
        let mut response = UpdateView::form_valid(self, req, album, form).await?;
        if fails {
            return Err(Error::PermissionDenied("too late".into()));
        }
        response.headers_mut().insert("x-changed", changed.parse().unwrap());
        Ok(response)
    }
}

/// An own file each time, or none.
#[derive(Debug, Clone, Form)]
#[form(model = Album)]
struct OtherForm {
    title: String,
    #[field(upload_to = "covers")]
    cover: UploadedFile,
    #[field(upload_to = "samples")]
    sample: Option<UploadedFile>,
}

#[derive(CreateView)]
#[view(model = Album, form_class = OtherForm, path = "/other/", template_name = "upload_form.html", success_url = "/")]
struct Other;

#[derive(UpdateView)]
#[view(model = Album, form_class = AlbumForm, path = "/{pk}/fixed/", template_name = "upload_form.html", success_url = "/")]
struct Fixed;

impl UpdateHooks for Fixed {
    async fn get_form(
        &self,
        req: &Request,
        album: &Album,
        kwargs: cbv::form::FormKwargs<AlbumForm>,
    ) -> Result<cbv::form::Bound<AlbumForm>> {
        let mut form = UpdateView::get_form(self, req, album, kwargs).await?;
        form.disable(AlbumForm::SAMPLE);
        Ok(form)
    }
}

fn views() -> Router<Db> {
    Create::router().merge(Update::router()).merge(Other::router()).merge(Fixed::router())
}

fn app(folder: &Path) -> Router<Db> {
    views().layer(Extension(Media::folder(folder, "/media/")))
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

async fn send(app: &Router<Db>, db: &TestDb, uri: &str, parts: &[Part<'_>]) -> Answer {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--XX--\r\n");
    let request = http::Request::post(uri).header("content-type", "multipart/form-data; boundary=XX");
    ask(app.clone().with_state(db.db().clone()), request.body(Body::from(body)).unwrap()).await
}

const TITLE: Part<'_> = ("title", None, b"Low Tide");
const COVER: Part<'_> = ("cover", Some("low.png"), PNG);
const SAMPLE: Part<'_> = ("sample", Some("a.txt"), b"a minute");
const CLEAR: Part<'_> = ("sample-clear", None, b"on");

async fn tables(db: &TestDb) {
    db.execute(
        "CREATE TABLE album (id {key}, title VARCHAR(50) NOT NULL, cover VARCHAR(200) NOT NULL, sample VARCHAR(200))",
    )
    .await;
}

async fn album(db: &TestDb) -> Album {
    Album::objects().order_by([Album::ID.desc()]).first(db.db()).await.unwrap().unwrap()
}

/// The names of what is stored in a folder.
fn stored(folder: &Path, of: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder.join(of)) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

on_every_database! {
    #[test]
    async fn files_are_stored_with_their_row(db: &TestDb) {
        tables(db).await;
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let page = get(&app, db.db(), "/new/").await.text;
        for control in [
            "<input type=\"file\" name=\"cover\" id=\"id_cover\" accept=\"image/avif,image/gif,image/jpeg,image/png,image/webp\" required>",
            "<input type=\"file\" name=\"sample\" id=\"id_sample\" aria-describedby=\"id_sample_helptext\">",
        ] {
            assert!(page.contains(control), "{control}: {page}");
        }
        assert!(!page.contains("Currently") && !page.contains("-clear"), "{page}");
        // one of them must be there, and what it is is looked at
        for (parts, message) in [
            (&[TITLE, CLEAR][..], "This field is required."),
            (&[TITLE, ("cover", Some("low.png"), b"")], "“low.png” is empty."),
            (&[TITLE, ("cover", Some("low.png"), b"<html >")], "is not of an allowed type"),
            (&[TITLE, ("cover", None, b"low.png")], "No file was submitted. Check the encoding type on the form."),
        ] {
            let refused = send(&app, db, "/new/", parts).await;
            assert!(refused.code() == 422 && refused.text.contains(message), "{message}: {}", refused.text);
        }
        assert_eq!(stored(folder.path(), "covers"), [""; 0]);
        let made = send(&app, db, "/new/", &[TITLE, COVER]).await;
        assert_eq!(made.code(), 303, "{} {}", made.reason(), made.text);
        let row = album(db).await;
        assert_eq!((&*row.cover, row.sample), ("covers/low.png", None));
        assert_eq!(stored(folder.path(), "covers"), ["low.png"]);
        // a form of plain files
        assert_eq!(send(&app, db, "/other/", &[TITLE, COVER, SAMPLE]).await.code(), 303);
        let row = album(db).await;
        assert!(row.cover.starts_with("covers/low") && row.cover != "covers/low.png", "{}", row.cover);
        assert_eq!(row.sample.as_deref(), Some("samples/a.txt"));
        assert_eq!(send(&app, db, "/other/", &[TITLE, COVER]).await.code(), 303);
        assert_eq!(album(db).await.sample, None);
        // a site without a storage says so, and stores no row
        let before = Album::objects().count(db.db()).await.unwrap();
        let failed = send(&views(), db, "/new/", &[TITLE, COVER]).await;
        assert!(failed.code() == 500 && failed.reason().contains("needs a storage"), "{}", failed.reason());
        assert_eq!(Album::objects().count(db.db()).await.unwrap(), before);
    }

    #[test]
    async fn a_file_stays_is_replaced_or_cleared(db: &TestDb) {
        tables(db).await;
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        assert_eq!(send(&app, db, "/new/", &[TITLE, COVER, SAMPLE]).await.code(), 303);
        let page = get(&app, db.db(), "/1/").await.text;
        for control in [
            // no box where there must be a file, and no new one must be sent
            "Currently: <a href=\"/media/covers/low.png\">covers/low.png</a><br>Change: <input type=\"file\" name=\"cover\" id=\"id_cover\" accept=\"image/avif,image/gif,image/jpeg,image/png,image/webp\">",
            "Currently: <a href=\"/media/samples/a.txt\">samples/a.txt</a> <input type=\"checkbox\" name=\"sample-clear\" id=\"id_sample-clear\"> <label for=\"id_sample-clear\">Clear</label><br>Change: <input type=\"file\" name=\"sample\"",
        ] {
            assert!(page.contains(control), "{control}: {page}");
        }
        // nothing is sent: both stay
        let kept = send(&app, db, "/1/", &[("title", None, b"Lower")]).await;
        assert_eq!((kept.code(), kept.header("x-changed")), (303, "title"), "{} {}", kept.reason(), kept.text);
        let row = album(db).await;
        assert_eq!((&*row.title, &*row.cover, row.sample.as_deref()), ("Lower", "covers/low.png", Some("samples/a.txt")));
        // another one
        let other = send(&app, db, "/1/", &[TITLE, ("cover", Some("high.png"), PNG), ("cover-clear", None, b"on")]).await;
        assert_eq!((other.code(), other.header("x-changed")), (303, "title cover"), "a box that is not there clears nothing: {}", other.text);
        assert_eq!((album(db).await.cover, stored(folder.path(), "covers")), ("covers/high.png".into(), vec!["high.png".to_owned()]));
        // none any more
        let cleared = send(&app, db, "/1/", &[TITLE, CLEAR]).await;
        assert_eq!((cleared.code(), cleared.header("x-changed")), (303, "sample"), "{}", cleared.text);
        assert_eq!((album(db).await.sample, stored(folder.path(), "samples").len()), (None, 0));
        assert!(!get(&app, db.db(), "/1/").await.text.contains("sample-clear"));
    }

    #[test]
    async fn to_send_a_file_and_to_clear_it_contradict_each_other(db: &TestDb) {
        tables(db).await;
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        assert_eq!(send(&app, db, "/new/", &[TITLE, COVER, SAMPLE]).await.code(), 303);
        let refused = send(&app, db, "/1/", &[TITLE, ("sample", Some("b.txt"), b"b"), CLEAR]).await;
        assert_eq!(refused.code(), 422);
        for text in [
            "<li>Please either submit a file or check the clear checkbox, not both.</li>",
            "Currently: <a href=\"/media/samples/a.txt\">samples/a.txt</a> <input type=\"checkbox\" name=\"sample-clear\" id=\"id_sample-clear\" checked>",
        ] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
        assert_eq!(stored(folder.path(), "samples"), ["a.txt"]);
        assert_eq!(album(db).await.sample.as_deref(), Some("samples/a.txt"));
    }

    #[test]
    async fn the_old_file_goes_with_the_commit_and_no_earlier(db: &TestDb) {
        tables(db).await;
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        assert_eq!(send(&app, db, "/new/", &[TITLE, COVER, SAMPLE]).await.code(), 303);
        let fails = ("title", None, &b"fails"[..]);
        let failed = send(&app, db, "/1/", &[fails, ("cover", Some("high.png"), PNG), CLEAR]).await;
        assert_eq!(failed.code(), 403, "{}", failed.reason());
        assert_eq!((stored(folder.path(), "covers"), stored(folder.path(), "samples")), (vec!["low.png".to_owned()], vec!["a.txt".to_owned()]));
        let row = album(db).await;
        assert_eq!((&*row.cover, row.sample.as_deref()), ("covers/low.png", Some("samples/a.txt")));
        // nobody may change it
        assert!(get(&app, db.db(), "/1/fixed/").await.text.contains("id=\"id_sample-clear\" disabled>"));
        assert_eq!(send(&app, db, "/1/fixed/", &[TITLE, ("sample", Some("b.txt"), b"b"), CLEAR]).await.code(), 303);
        assert_eq!(album(db).await.sample.as_deref(), Some("samples/a.txt"));
        // the names are escaped
        db.execute("UPDATE album SET sample = 'samples/<b>.txt'").await;
        let page = get(&app, db.db(), "/1/").await.text;
        assert!(page.contains(">samples/&#60;b&#62;.txt</a>") && !page.contains("<b>"), "{page}");
    }
}
