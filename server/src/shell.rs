//! HTML of the app's pages, with the context put in.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::SystemTime,
};

use serde::Serialize;
use serde_json::ser::Formatter;
use sightline_handover::Page;

use crate::{Config, Error, LiveReload};

/// Comment in the HTML that the server replaces with the bridge and the context.
const MARKER: &str = "<!-- sightline:host -->";

/// Bytes of a context, about.
const USUAL_CONTEXT: usize = 1_024;

/// HTML of every page. Each program has a folder of its own, as `cargo xtask build` makes them; that of the
/// repository's page holds the configure page too.
#[derive(Debug)]
pub(crate) struct Shells {
    panel: Shell,
    repository: Shell,
}

impl Shells {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            panel: Shell::new(config, "panel"),
            repository: Shell::new(config, "repository"),
        }
    }

    /// HTML of a page without its context.
    pub(crate) async fn template(&self, page: &Page, now: u64) -> Result<Arc<Template>, Error> {
        match page {
            Page::PullRequest { .. } => self.panel.template(now).await,
            Page::Configure | Page::Repository { .. } => self.repository.template(now).await,
        }
    }

    /// Checks that all of them can be shown, with the files that they name.
    pub(crate) async fn check(&self, now: u64) -> Result<(), Error> {
        self.panel.check(now).await?;
        self.repository.check(now).await
    }

    /// Build times of the two, as far as the file system knows.
    pub(crate) async fn modified(&self) -> io::Result<[SystemTime; 2]> {
        Ok([
            self.panel.modified().await?,
            self.repository.modified().await?,
        ])
    }
}

/// HTML of one page, from the `index.html` of its program. Whether it has changed is looked at once a second,
/// with live reload every time.
#[derive(Debug)]
struct Shell {
    path: PathBuf,
    /// Folders in which the files of a page may be.
    folders: Vec<PathBuf>,
    host_url: String,
    live_reload: LiveReload,
    cached: RwLock<Option<Arc<Template>>>,
}

/// The app's page, cut open where the context goes.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    looked_at: u64,
    modified: SystemTime,
    /// Up to the context, and from its end.
    before: String,
    after: String,
    /// Files that the page names, as paths in a folder.
    files: Vec<String>,
}

impl Shell {
    fn new(config: &Config, folder: &str) -> Self {
        Self {
            path: config.assets.join(folder).join("index.html"),
            folders: [&config.assets]
                .into_iter()
                .chain(&config.other_assets)
                .cloned()
                .collect(),
            host_url: config.host_url.to_string(),
            live_reload: config.live_reload,
            cached: RwLock::new(None),
        }
    }

    async fn template(&self, now: u64) -> Result<Arc<Template>, Error> {
        let cached = self.cached.read().ok().and_then(|cached| cached.clone());
        let recent = |cached: &Arc<Template>| cached.looked_at == now;
        if let Some(cached) = cached.as_ref().filter(|cached| recent(cached))
            && self.live_reload == LiveReload::Off
        {
            return Ok(cached.clone());
        }
        let failed = |source| not_built(&self.path, source);
        let modified = self.modified().await.map_err(failed)?;
        let fresh = match cached {
            Some(cached) if cached.modified == modified => Template {
                looked_at: now,
                ..cached.as_ref().clone()
            },
            _ => self.read(modified, now).await?,
        };
        let fresh = Arc::new(fresh);
        if let Ok(mut cached) = self.cached.write() {
            *cached = Some(fresh.clone());
        }
        Ok(fresh)
    }

    /// Checks that the page can be read, and that every file that it names is in one of the folders.
    async fn check(&self, now: u64) -> Result<(), Error> {
        for file in &self.template(now).await?.files {
            let mut missing = None;
            for folder in &self.folders {
                let path = folder.join(file);
                match tokio::fs::metadata(&path).await {
                    Ok(_) => {
                        missing = None;
                        break;
                    }
                    Err(source) => missing = missing.or(Some((path, source))),
                }
            }
            if let Some((path, source)) = missing {
                return Err(not_built(&path, source));
            }
        }
        Ok(())
    }

    async fn modified(&self) -> io::Result<SystemTime> {
        tokio::fs::metadata(&self.path).await?.modified()
    }

    async fn read(&self, modified: SystemTime, now: u64) -> Result<Template, Error> {
        let failed = |source| not_built(&self.path, source);
        let html = tokio::fs::read_to_string(&self.path)
            .await
            .map_err(failed)?;
        let Some((before, after)) = html.split_once(MARKER) else {
            return Err(Error::AppWithoutMarker {
                path: self.path.display().to_string(),
                marker: MARKER,
            });
        };
        let host = &self.host_url;
        let live_reload = match self.live_reload {
            LiveReload::Off => "",
            LiveReload::On => "\n<script src=\"live-reload.js\"></script>",
        };
        Ok(Template {
            looked_at: now,
            modified,
            files: files(&html),
            before: format!(
                "{before}<script src=\"{host}/atlassian-connect/all.js\" \
                 data-options=\"margin:false\"></script>\n\
                 <script type=\"application/json\" id=\"sightline-context\">"
            ),
            after: format!("</script>{live_reload}{after}"),
        })
    }
}

fn not_built(path: &Path, source: io::Error) -> Error {
    Error::AppNotBuilt {
        path: path.display().to_string(),
        source,
    }
}

/// Files of the app that a page names: attributes that begin with `static/`, below which they are served.
fn files(html: &str) -> Vec<String> {
    let values = html.split(['"', '\'']);
    let files = values.filter_map(|value| {
        let value = value.strip_prefix("./").unwrap_or(value);
        value.strip_prefix("static/").map(str::to_owned)
    });
    files.collect()
}

impl Template {
    /// The page that holds `context` as JSON.
    pub(crate) fn page(&self, context: &impl Serialize) -> serde_json::Result<Vec<u8>> {
        let length = self.before.len() + USUAL_CONTEXT + self.after.len();
        let mut page = Vec::with_capacity(length);
        page.extend_from_slice(self.before.as_bytes());
        let mut json = serde_json::Serializer::with_formatter(&mut page, WithinScript);
        context.serialize(&mut json)?;
        page.extend_from_slice(self.after.as_bytes());
        Ok(page)
    }
}

/// JSON without `<`, which would end the script element that it stands in; escaped it means the same.
struct WithinScript;

impl Formatter for WithinScript {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut pieces = fragment.split('<');
        writer.write_all(pieces.next().unwrap_or_default().as_bytes())?;
        pieces.try_for_each(|piece| {
            writer.write_all(b"\\u003c")?;
            writer.write_all(piece.as_bytes())
        })
    }
}
