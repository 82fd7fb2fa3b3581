//! Files in storages: where they go, what they are called, and that they follow the unit of work that their row is in.

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{Arc, Mutex},
};

use cbv::{
    Conn, Error, Model as _, Result,
    form::{FormData, Limits, Reader, UploadedFile, parse},
    storage::{Boxed, Media, Storage},
};
use cbv_tests::{db::TestDb, fixture, models::Publisher, on_every_database};
use tokio::{io::AsyncReadExt as _, sync::Notify};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n picture";

fn picture() -> UploadedFile {
    UploadedFile::from_bytes("cover.png", PNG)
}

/// All files below a folder, by their paths in it.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries.map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|file| format!("{name}/{file}")));
        } else {
            found.insert(name);
        }
    }
    found
}

/// A write to a row.
async fn rename(conn: &Conn, name: &str) -> Result<()> {
    Publisher::objects().filter(Publisher::ID.eq(1)).update(conn, [Publisher::NAME.set(name)]).await.map(drop)
}

async fn content(media: &Media, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    media.open(name).await.unwrap().read_to_end(&mut bytes).await.unwrap();
    bytes
}

/// A file that has been written to a temporary one.
async fn large() -> UploadedFile {
    let head = "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"large.txt\"\r\n\r\n";
    let body = format!("{head}{}\r\n--XX--\r\n", "a".repeat(200_000));
    let sent: FormData =
        parse(Some("multipart/form-data; boundary=XX"), body.into(), &Limits::default()).await.unwrap();
    let file = sent.file("f").unwrap().clone();
    assert!(file.path().is_some());
    file
}

on_every_database! {
    #[test]
    async fn a_file_follows_the_row_it_belongs_to(db: &TestDb) {
        fixture::create(db).await;
        let folder = tempfile::tempdir().unwrap();
        let (media, conn) = (Media::folder(folder.path().join("media"), "/media/"), Conn::new(db.db().clone()));
        let stored = |expected: &[&str]| assert_eq!(files(folder.path()), expected.iter().map(|name| format!("media/{name}")).collect());

        // rolled back by an error after it was stored
        let lost: Result<()> = conn
            .atomic(async {
                rename(&conn, "With a cover").await?;
                let name = media.store(&conn, "covers", &picture()).await?;
                assert_eq!(files(folder.path()).len(), 1, "{name}");
                Publisher::objects().filter(Publisher::ID.eq(99)).get(&conn).await.map(drop)
            })
            .await;
        lost.unwrap_err();
        stored(&[]);

        // dropped in the middle
        let mut unit = Box::pin(conn.atomic(async {
            media.store(&conn, "covers", &picture()).await?;
            std::future::pending::<Result<()>>().await
        }));
        tokio::select! {
            _ = &mut unit => unreachable!(),
            () = async { while files(folder.path()).is_empty() { tokio::task::yield_now().await } } => {}
        }
        drop(unit);
        rename(&conn, "Later").await.unwrap();
        while !files(folder.path()).is_empty() {
            tokio::task::yield_now().await;
        }

    }

    #[test]
    async fn a_file_is_replaced_and_deleted_with_the_commit(db: &TestDb) {
        fixture::create(db).await;
        let folder = tempfile::tempdir().unwrap();
        let (media, conn) = (Media::folder(folder.path().join("media"), "/media/"), Conn::new(db.db().clone()));
        let stored = |expected: &[&str]| assert_eq!(files(folder.path()), expected.iter().map(|name| format!("media/{name}")).collect());

        // committed
        let name = conn
            .atomic(async {
                rename(&conn, "With a cover").await?;
                media.store(&conn, "covers", &picture()).await
            })
            .await
            .unwrap();
        assert_eq!(name, "covers/cover.png");
        stored(&["covers/cover.png"]);

        // replaced: the old one goes with the commit, and not before
        let failed: Result<()> = conn
            .atomic(async {
                media.delete(&conn, &name).await?;
                media.store(&conn, "covers", &large().await).await?;
                stored(&["covers/cover.png", "covers/large.txt"]);
                Err(Error::not_found("stop"))
            })
            .await;
        failed.unwrap_err();
        stored(&["covers/cover.png"]);
        conn.atomic(async {
            media.delete(&conn, &name).await?;
            media.store(&conn, "covers", &large().await).await?;
            stored(&["covers/cover.png", "covers/large.txt"]);
            Ok(())
        })
        .await
        .unwrap();
        stored(&["covers/large.txt"]);
        assert_eq!(content(&media, "covers/large.txt").await.len(), 200_000);

        // outside a unit of work both are done at once
        media.store(&conn, "", &picture()).await.unwrap();
        media.delete(&conn, "covers/large.txt").await.unwrap();
        media.delete(&conn, "covers/large.txt").await.unwrap();
        stored(&["cover.png"]);
    }
}

/// A handle that is not needed: nothing is asked of the database.
async fn no_rows() -> Conn {
    Conn::new(cbv::Db::connect("sqlite::memory:").await.unwrap())
}

#[tokio::test]
async fn no_file_is_ever_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (media, conn) = (Media::folder(folder.path(), "https://cdn.example"), no_rows().await);
    let saves = (0..20_u8).map(|number| {
        let (media, conn) = (media.clone(), conn.clone());
        tokio::spawn(async move {
            let file = UploadedFile::from_bytes("same name.txt", vec![b'a' + number; 10]);
            (number, media.store(&conn, "a/b", &file).await.unwrap())
        })
    });
    let mut names = BTreeSet::new();
    for save in saves.collect::<Vec<_>>() {
        let (number, name) = save.await.unwrap();
        assert_eq!(content(&media, &name).await, vec![b'a' + number; 10]);
        assert!(name.starts_with("a/b/same_name") && name.ends_with(".txt"), "{name}");
        names.insert(name);
    }
    assert!(names.contains("a/b/same_name.txt"));
    assert_eq!(files(folder.path()), names);
    assert_eq!(media.url("a/b/ü 1.txt"), "https://cdn.example/a/b/%C3%BC%201.txt");
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret"), "secret").unwrap();
    let inside = folder.path().join("media");
    std::fs::create_dir(&inside).unwrap();
    std::fs::write(inside.join(".hidden"), "secret").unwrap();
    let (media, conn) = (Media::folder(&inside, "/media/"), no_rows().await);
    let absolute = folder.path().join("secret").to_str().unwrap().to_owned();
    for name in
        ["../secret", "a/../../secret", "..\\secret", "", ".", "..", "/", ".hidden", "a\0b", &*absolute]
    {
        assert_eq!(media.open(name).await.err().map(|error| error.status().as_u16()), Some(400), "{name}");
        assert_eq!(media.delete(&conn, name).await.unwrap_err().status(), 400, "{name}");
        assert_eq!(media.storage().delete(name).await.unwrap_err().status(), 400, "{name}");
        assert_eq!(media.store_as(&conn, name, &picture()).await.unwrap_err().status(), 400, "{name}");
    }
    for up in ["..", "../x", "/tmp", "a/../.."] {
        assert_eq!(media.store(&conn, up, &picture()).await.unwrap_err().status(), 400, "{up}");
    }
    assert_eq!(files(folder.path()).len(), 2, "{:?}", files(folder.path()));
    for missing in ["none.png", "a/none.png", ".hidden/a".trim_start_matches('.'), "cover.png/x"] {
        assert_eq!(
            media.open(missing).await.err().map(|error| error.status().as_u16()),
            Some(404),
            "{missing}"
        );
    }
    // a folder is no file
    media.store(&conn, "a", &picture()).await.unwrap();
    assert_eq!(media.open("a").await.err().map(|error| error.status().as_u16()), Some(404));
    assert_eq!(media.open("a/cover.png/x").await.err().map(|error| error.status().as_u16()), Some(404));
}

/// A storage by hand, as slow as the test wants: it keeps names alone.
#[derive(Debug, Default)]
struct Slow {
    names: Mutex<BTreeSet<String>>,
    begun: Notify,
    go: Notify,
}

#[derive(Debug, Clone, Default)]
struct SlowStorage(Arc<Slow>);

impl Storage for SlowStorage {
    fn save<'a>(&'a self, name: &'a str, _: &'a UploadedFile) -> Boxed<'a, String> {
        Box::pin(async move {
            self.0.begun.notify_one();
            self.0.go.notified().await;
            self.0.names.lock().unwrap().insert(name.to_owned());
            Ok(name.to_owned())
        })
    }

    fn open<'a>(&'a self, _: &'a str) -> Boxed<'a, Reader> {
        Box::pin(async { Err(Error::not_found("only names are kept")) })
    }

    fn delete<'a>(&'a self, name: &'a str) -> Boxed<'a, ()> {
        Box::pin(async move {
            self.0.names.lock().unwrap().remove(name);
            self.0.begun.notify_one();
            Ok(())
        })
    }

    fn url(&self, name: &str) -> String {
        name.to_owned()
    }
}

#[tokio::test]
async fn a_file_that_nobody_waits_for_any_more_is_deleted() {
    let (storage, conn) = (SlowStorage::default(), no_rows().await);
    let media = Media::new(storage.clone());
    let file = picture();
    let mut storing = Box::pin(media.store(&conn, "", &file));
    tokio::select! {
        _ = &mut storing => unreachable!(),
        () = storage.0.begun.notified() => {}
    }
    drop(storing);
    storage.0.go.notify_one();
    storage.0.begun.notified().await; // deleted
    assert!(storage.0.names.lock().unwrap().is_empty());
    // one that is waited for stays
    storage.0.go.notify_one();
    assert_eq!(media.store(&conn, "", &file).await.unwrap(), "cover.png");
    assert_eq!(storage.0.names.lock().unwrap().len(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn a_web_server_may_read_what_is_stored() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (media, conn) = (Media::folder(folder.path(), "/media/"), no_rows().await);
    let mode = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    std::fs::write(folder.path().join("any"), "").unwrap();
    for file in [picture(), large().await] {
        let name = media.store(&conn, "", &file).await.unwrap();
        assert_eq!(mode(&name), mode("any") & 0o644, "{name}");
    }
}
