//! Two servers of different builds behind one name, as `docs/DEPLOY.md` has them updated.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use axum::http::StatusCode;
use tempfile::TempDir;

use crate::support::{CLIENT, Page, SECRET, Server};

/// An app whose files hold `hash` in their names, as Trunk names them.
pub(crate) fn build(dir: &Path, hash: &str) -> PathBuf {
    let assets = dir.join(hash);
    for program in ["panel", "repository"] {
        let folder = assets.join(program);
        fs::create_dir_all(&folder).unwrap();
        let html = format!(
            "<!doctype html><link rel=\"stylesheet\" href=\"static/{program}/views-{hash}.css\">\
             <!-- sightline:host --><script type=\"module\" src=\"static/{program}/boot-{hash}.js\">\
             </script>"
        );
        fs::write(folder.join("index.html"), html).unwrap();
        for name in [format!("views-{hash}.css"), format!("boot-{hash}.js")] {
            fs::write(folder.join(&name), format!("{program} of {hash}")).unwrap();
            fs::write(
                folder.join(name + ".br"),
                format!("{program} of {hash}, br"),
            )
            .unwrap();
        }
    }
    assets
}

/// Addresses of the app's files in a page.
fn files(html: &str) -> Vec<String> {
    let quoted = html.split('"').filter(|text| text.starts_with("static/"));
    quoted.map(|path| format!("/{path}")).collect()
}

/// The command of DEPLOY that adds a build to the folder of other builds, with these folders.
fn add(build: &Path, others: &Path) {
    let deploy = include_str!("../../../docs/DEPLOY.md");
    let command = deploy.lines().find(|line| line.starts_with("cp -Rn "));
    let command = command
        .unwrap()
        .replace("dist/.", &build.join(".").display().to_string())
        .replace("/usr/share/sightline/others", &others.display().to_string());
    let status = Command::new("/bin/sh").args(["-c", &command]).status();
    assert!(status.unwrap().success(), "{command}");
}

/// Both pages of a server, as one text.
async fn pages(server: &Server) -> String {
    let panel = server.get(&Page::pull_request().url(CLIENT, SECRET)).await;
    let repository = server.get(&Page::repository().url(CLIENT, SECRET)).await;
    panel.body + &repository.body
}

#[tokio::test]
async fn servers_of_two_builds_serve_each_others_files() {
    let dir = TempDir::new().unwrap();
    let others = dir.path().join("others");
    fs::create_dir(&others).unwrap();
    let (old, new) = (build(dir.path(), "0123abcd"), build(dir.path(), "4567cdef"));

    add(&old, &others);
    let before = Server::installed().await.changed(|config| {
        config.assets = old;
        config.other_assets = Some(others.clone());
    });
    // The next version comes while the server runs.
    add(&new, &others);
    let after = before.changed(|config| config.assets = new);

    for (server, own) in [(&before, "0123abcd"), (&after, "4567cdef")] {
        let html = pages(server).await;
        let files = files(&html);
        assert_eq!(files.len(), 4, "{html}");
        for file in files {
            assert!(file.contains(own), "{file}");
            for server in [&before, &after] {
                let reply = server.get(&file).await;
                assert_eq!(reply.status, StatusCode::OK, "{file}");
                assert!(reply.body.ends_with(&format!(" of {own}")), "{file}");
                assert_eq!(
                    reply.header("cache-control"),
                    "public, max-age=31536000, immutable"
                );
            }
        }
    }
}

/// Failure for which the page reloads itself: see `public/boot.js`.
#[tokio::test]
async fn without_the_folder_of_other_builds_their_files_are_missing_and_that_is_not_kept() {
    let dir = TempDir::new().unwrap();
    let (old, new) = (build(dir.path(), "0123abcd"), build(dir.path(), "4567cdef"));
    let before = Server::installed()
        .await
        .changed(|config| config.assets = old);
    let after = before.changed(|config| config.assets = new);
    for file in files(&pages(&before).await) {
        let reply = after.get(&file).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{file}");
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}
