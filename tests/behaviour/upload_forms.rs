//! Uploaded files as fields of forms: shown, checked, and stored with their row or not at all.

use std::path::Path;

use axum::{
    Extension, Router,
    body::Body,
    response::{IntoResponse as _, Response},
};
use cbv::{
    Model,
    form::{FileRules, Limits, UploadedFile, Valid},
    prelude::*,
    storage::Media,
};
use cbv_tests::{
    db::TestDb,
    forms::{Note, State, create},
    on_every_database,
    web::{Answer, ask, get, send_form},
};
use http::{Method, Request as HttpRequest};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What is attached to notes.
const ATTACHMENTS: FileRules =
    FileRules::new().max_size(10 * 1024 * 1024).content_types(&["image/png", "text/plain"]);

/// A file of a note.
#[derive(Debug, Model)]
#[model(ordering(id))]
struct Attachment {
    id: i64,
    #[model(foreign_key = Note)]
    note_id: i64,
    uploader: String,
    name: String,
    file: String,
}

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct NoteForm {
    slug: String,
    title: String,
    #[field(extra, required = false, files = ATTACHMENTS.max_files(3))]
    attachments: Vec<UploadedFile>,
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/notes/new/", template_name = "upload_form.html")]
struct NoteCreate {
    media: Extension<Media>,
}

/// Stores files behind the row that they belong to.
async fn attach(media: &Media, db: &cbv::Conn, note: &Note, files: &[UploadedFile]) -> Result<()> {
    for file in files {
        let stored = media.store(db, "attachments", file).await?;
        let attachment = [
            Attachment::NOTE_ID.set(note.id),
            Attachment::UPLOADER.set("ada"),
            Attachment::NAME.set(file.file_name()),
            Attachment::FILE.set(stored),
        ];
        Attachment::objects().create(db, attachment).await?;
    }
    Ok(())
}

impl CreateHooks for NoteCreate {
    async fn perform_create(&self, req: &Request, mut form: Valid<NoteForm>) -> Result<Note> {
        form.set(Note::BODY.set(""));
        form.set(Note::STATE.set(State::Draft));
        let files = form.attachments.clone();
        let note = CreateView::perform_create(self, req, form).await?;
        attach(&self.media, req.db(), &note, &files).await?;
        if note.title == "not after all" {
            return Err(Error::PermissionDenied("too late".into()));
        }
        Ok(note)
    }
}

/// Takes any files, stores the good ones and tells of the others.
#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct AnyForm {
    slug: String,
    title: String,
    #[field(extra)]
    attachments: Vec<UploadedFile>,
}

#[derive(CreateView)]
#[view(model = Note, form_class = AnyForm, path = "/notes/any/", template_name = "upload_form.html")]
struct AnyCreate {
    media: Extension<Media>,
}

impl CreateHooks for AnyCreate {
    async fn form_valid(&self, req: &Request, mut form: Valid<AnyForm>) -> Result<Response> {
        form.set(Note::BODY.set(""));
        form.set(Note::STATE.set(State::Draft));
        let (good, bad): (Vec<_>, Vec<_>) =
            form.attachments.clone().into_iter().partition(|file| ATTACHMENTS.check(file).is_ok());
        let note = CreateView::perform_create(self, req, form).await?;
        attach(&self.media, req.db(), &note, &good).await?;
        let messages: Vec<String> = bad.iter().filter_map(|file| ATTACHMENTS.check(file).err()).collect();
        Ok(messages.join("\n").into_response())
    }
}

#[derive(Debug, Clone, Form)]
struct CoverForm {
    title: String,
    #[field(files = FileRules::new().images().max_size(1_000))]
    cover: UploadedFile,
    #[field(help_text = "If there is one.")]
    sample: Option<UploadedFile>,
}

#[derive(FormView)]
#[view(form_class = CoverForm, path = "/cover/", template_name = "upload_form.html", success_url = "/thanks/")]
struct Cover;

#[derive(Debug, Clone, Form)]
struct TitleForm {
    title: String,
}

#[derive(FormView)]
#[view(form_class = TitleForm, path = "/title/", template_name = "upload_form.html", success_url = "/thanks/")]
struct Title;

impl FormHooks for Title {
    async fn form_valid(&self, _: &Request, form: Valid<TitleForm>) -> Result<Response> {
        assert_eq!(form.data().files("cover").count(), 0);
        Ok(form.title.clone().into_response())
    }
}

/// The application, whose files are kept in `folder`.
fn app(folder: &Path) -> Router<Db> {
    let (media, temporary) = (folder.join("media"), folder.join("temporary"));
    std::fs::create_dir_all(&temporary).unwrap();
    let views = NoteCreate::router().merge(AnyCreate::router()).merge(Cover::router()).merge(Title::router());
    let limits = Limits::default().temp_dir(temporary).file_memory(100).file_size(100_000);
    views.layer(Extension(limits)).layer(Extension(Media::folder(media, "/media/")))
}

/// A field, or a file with its name.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

fn cover<'a>(name: &'a str, content: &'a [u8]) -> Part<'a> {
    ("cover", Some(name), content)
}

fn field<'a>(name: &'a str, value: &'a str) -> Part<'a> {
    (name, None, value.as_bytes())
}

async fn send(app: &Router<Db>, db: &TestDb, method: Method, uri: &str, parts: &[Part<'_>]) -> Answer {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file =
            file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: image/png")).unwrap_or_default();
        body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--XX--\r\n");
    let request = HttpRequest::builder().method(method).uri(uri);
    let request = request.header("content-type", "multipart/form-data; boundary=XX").body(Body::from(body));
    ask(app.clone().with_state(db.db().clone()), request.unwrap()).await
}

/// How many files are stored, and how many are left in the folder for temporary ones.
fn stored(folder: &Path) -> (usize, usize) {
    let count = |path: &str| std::fs::read_dir(folder.join(path)).map_or(0, Iterator::count);
    (count("media/attachments"), count("temporary"))
}

async fn attachments(db: &TestDb) -> Vec<Attachment> {
    Attachment::objects().all(db.db()).await.unwrap()
}

async fn tables(db: &TestDb) {
    create(db).await;
    db.execute(
        "CREATE TABLE attachment (id {key}, note_id BIGINT NOT NULL REFERENCES note (id), uploader VARCHAR(50) NOT NULL, \
         name VARCHAR(255) NOT NULL, file VARCHAR(200) NOT NULL)",
    )
    .await;
}

on_every_database! {
    #[test]
    async fn s_63__several_files_come_under_one_name(db: &TestDb) {
        tables(db).await;
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let long = "long ".repeat(1_000);
        let parts = [
            field("slug", "one"),
            field("title", "One"),
            ("attachments", Some("a.png"), PNG),
            ("attachments", Some("a.png"), b"not the same"),
            ("attachments", Some("b.txt"), long.as_bytes()),
        ];
        let taken = send(&app, db, Method::POST, "/notes/new/", &parts).await;
        assert_eq!((taken.code(), taken.header("location")), (303, "/notes/one/"), "{} {}", taken.text, taken.reason());
        let rows = attachments(db).await;
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["a.png", "a.png", "b.txt"]);
        let note = Note::objects().get(db.db()).await.unwrap();
        assert!(rows.iter().all(|row| row.note_id == note.id && row.uploader == "ada"));
        for (row, content) in rows.iter().zip([PNG, b"not the same", long.as_bytes()]) {
            assert_eq!(std::fs::read(folder.path().join("media").join(&row.file)).unwrap(), content, "{row:?}");
        }
        assert_eq!(stored(folder.path()), (3, 0));
        // none is one of several, too
        let none = [field("slug", "two"), field("title", "Two"), ("attachments", Some(""), &b""[..])];
        assert_eq!(send(&app, db, Method::POST, "/notes/new/", &none).await.code(), 303);
        assert_eq!(attachments(db).await.len(), 3);
    }

    #[test]
    async fn s_64__each_file_is_checked_and_the_bad_ones_are_told_of(db: &TestDb) {
        tables(db).await;
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let large = vec![b'a'; 100_001];
        let parts = [
            field("slug", "one"),
            field("title", "One"),
            ("attachments", Some("good.png"), PNG),
            ("attachments", Some("page.png"), b"<html ><script>"),
            ("attachments", Some("empty.txt"), b""),
            ("attachments", Some("large.txt"), &large),
            ("attachments", Some("good.txt"), b"good"),
        ];
        // as a rule of the form: nothing is stored, and each message names its file
        let refused = send(&app, db, Method::POST, "/notes/new/", &parts).await;
        assert_eq!(refused.code(), 422);
        for message in [
            "“large.txt” is too large: at most 97.7 KB are allowed.",
            "“page.png” is not of an allowed type: PNG, text.",
            "“empty.txt” is empty.",
            "At most 3 files can be sent (there were 4).",
        ] {
            assert!(refused.text.contains(message), "{message}: {}", refused.text);
        }
        assert!(!refused.text.contains("good.png") && refused.text.contains("value=\"One\""), "{}", refused.text);
        assert_eq!((stored(folder.path()), attachments(db).await.len()), ((0, 0), 0));
        // in a hook: the good ones are stored with the note and who sent them
        let some: Vec<Part<'_>> = parts.iter().filter(|part| !matches!(part.1, Some("large.txt" | "empty.txt"))).copied().collect();
        let taken = send(&app, db, Method::POST, "/notes/any/", &some).await;
        assert_eq!((taken.code(), taken.text.as_str()), (200, "“page.png” is not of an allowed type: PNG, text."));
        let rows = attachments(db).await;
        let note = Note::objects().get(db.db()).await.unwrap();
        let kept: Vec<_> = rows.iter().map(|row| (row.note_id, row.uploader.as_str(), row.name.as_str())).collect();
        assert_eq!(kept, [(note.id, "ada", "good.png"), (note.id, "ada", "good.txt")]);
        assert_eq!(stored(folder.path()), (2, 0));
    }

    #[test]
    async fn st_03__files_are_checked_before_and_stored_behind_their_row_or_not_at_all(db: &TestDb) {
        tables(db).await;
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let file = ("attachments", Some("a.png"), PNG);
        let fine = [field("slug", "one"), field("title", "One"), file];
        assert_eq!(send(&app, db, Method::POST, "/notes/new/", &fine).await.code(), 303);
        assert_eq!(stored(folder.path()), (1, 0));
        // the row is refused by the form, by the database, and by a hook once the file is there
        for (slug, title, code) in [("two", "", 422), ("three", "not after all", 403)] {
            let parts = [field("slug", slug), field("title", title), file];
            let refused = send(&app, db, Method::POST, "/notes/new/", &parts).await;
            assert_eq!(refused.code(), code, "{}", refused.reason());
            assert_eq!((stored(folder.path()), attachments(db).await.len()), ((1, 0), 1), "{slug}");
        }
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 1);
        db.execute("DROP TABLE attachment").await;
        let parts = [field("slug", "four"), field("title", "Four"), file];
        assert_eq!(send(&app, db, Method::POST, "/notes/new/", &parts).await.code(), 500);
        assert_eq!((stored(folder.path()), Note::objects().count(db.db()).await.unwrap()), ((1, 0), 1));
    }

    #[test]
    async fn e_06__put_sends_fields_and_files_too(db: &TestDb) {
        tables(db).await;
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let titled = send_form(&app, db.db(), Method::PUT, "/title/", &[("title", "Solaris")]).await;
        assert_eq!((titled.code(), titled.text.as_str()), (200, "Solaris"));
        let parts = [field("title", "Solaris"), ("cover", Some("a.png"), PNG)];
        for method in [Method::PUT, Method::POST] {
            let taken = send(&app, db, method.clone(), "/cover/", &parts).await;
            assert_eq!((taken.code(), taken.header("location")), (303, "/thanks/"), "{method} {}", taken.text);
        }
        let parts = [field("slug", "one"), field("title", "One"), ("attachments", Some("a.png"), PNG)];
        assert_eq!(send(&app, db, Method::PUT, "/notes/new/", &parts).await.code(), 303);
        assert_eq!(stored(folder.path()), (1, 0));
    }

    #[test]
    async fn a_file_field_says_what_it_takes_and_what_was_wrong(db: &TestDb) {
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let page = get(&app, db.db(), "/cover/").await;
        for control in [
            "<input type=\"file\" name=\"cover\" id=\"id_cover\" accept=\"image/avif,image/gif,image/jpeg,image/png,image/webp\" required>",
            "<input type=\"file\" name=\"sample\" id=\"id_sample\" aria-describedby=\"id_sample_helptext\">",
        ] {
            assert!(page.text.contains(control), "{control}: {}", page.text);
        }
        assert!(page.text.contains("enctype=\"multipart/form-data\""), "{}", page.text);
        let title = field("title", "Solaris");
        let large = vec![0; 1_001];
        let cases: [(&[Part<'_>], &str); 5] = [
            (&[title], "This field is required."),
            (&[title, cover("", b"")], "This field is required."),
            (&[title, field("cover", "a.png")], "No file was submitted. Check the encoding type on the form."),
            (&[title, cover("a.png", b"")], "“a.png” is empty."),
            (&[title, cover("<b>.png", &large)], "“&#60;b&#62;.png” is too large: at most 1000 bytes are allowed."),
        ];
        for (parts, message) in cases {
            let refused = send(&app, db, Method::POST, "/cover/", parts).await;
            assert_eq!(refused.code(), 422);
            assert!(refused.text.contains(&format!("<li>{message}</li>")), "{message}: {}", refused.text);
        }
        let urlencoded = send_form(&app, db.db(), Method::POST, "/cover/", &[("title", "x"), ("cover", "a.png")]).await;
        assert!(urlencoded.text.contains("Check the encoding type"), "{}", urlencoded.text);
        // the last of several, where one is taken; none of those nobody asked for
        let parts = [title, cover("a.txt", b"no picture"), cover("a.png", PNG)];
        assert_eq!(send(&app, db, Method::POST, "/cover/", &parts).await.code(), 422);
        let undeclared = send(&app, db, Method::POST, "/title/", &[title, cover("a.png", &large)]).await;
        assert_eq!((undeclared.code(), undeclared.text.as_str()), (200, "Solaris"));
    }
}
