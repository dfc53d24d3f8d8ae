//! The built app: its HTML with the context put in, and its files.

use std::{
    path::PathBuf,
    sync::{Arc, RwLock},
    time::SystemTime,
};

use axum::{Router, http::HeaderValue};
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

use crate::{Config, Error, LiveReload};

/// Where the server puts the bridge and the context.
const MARKER: &str = "<!-- sightline:host -->";

/// `index.html` of the built app. Whether it has changed is looked at once a second, with live
/// reload every time.
#[derive(Debug)]
pub(crate) struct Shell {
    path: PathBuf,
    host_url: String,
    live_reload: LiveReload,
    cached: RwLock<Option<Arc<Cached>>>,
}

#[derive(Debug, Clone)]
struct Cached {
    looked_at: u64,
    modified: SystemTime,
    before: String,
    after: String,
}

impl Shell {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            path: config.assets.join("index.html"),
            host_url: config.host_url.clone(),
            live_reload: config.live_reload,
            cached: RwLock::new(None),
        }
    }

    /// The page that holds `context`, a JSON text.
    pub(crate) async fn render(&self, context: &str, now: u64) -> Result<String, Error> {
        let template = self.template(now).await?;
        let Cached { before, after, .. } = template.as_ref();
        // `<` would end the script element; escaped it means the same in JSON.
        let context = context.replace('<', "\\u003c");
        let host = &self.host_url;
        let live_reload = match self.live_reload {
            LiveReload::Off => "",
            LiveReload::On => "\n<script src=\"live-reload.js\"></script>",
        };
        Ok(format!(
            "{before}<script src=\"{host}/atlassian-connect/all.js\" \
             data-options=\"margin:false\"></script>\n\
             <script type=\"application/json\" id=\"sightline-context\">{context}</script>\
             {live_reload}{after}"
        ))
    }

    /// When the app was built, as far as the file system knows.
    pub(crate) async fn modified(&self) -> std::io::Result<SystemTime> {
        tokio::fs::metadata(&self.path).await?.modified()
    }

    async fn template(&self, now: u64) -> Result<Arc<Cached>, Error> {
        let cached = self.cached.read().ok().and_then(|cached| cached.clone());
        let recent = |cached: &Arc<Cached>| cached.looked_at == now;
        if let Some(cached) = cached.as_ref().filter(|cached| recent(cached))
            && self.live_reload == LiveReload::Off
        {
            return Ok(cached.clone());
        }
        let failed = |source| Error::AppNotBuilt {
            path: self.path.display().to_string(),
            source,
        };
        let modified = self.modified().await.map_err(failed)?;
        let fresh = match cached {
            Some(cached) if cached.modified == modified => Cached {
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

    async fn read(&self, modified: SystemTime, now: u64) -> Result<Cached, Error> {
        let failed = |source| Error::AppNotBuilt {
            path: self.path.display().to_string(),
            source,
        };
        let html = tokio::fs::read_to_string(&self.path)
            .await
            .map_err(failed)?;
        let Some((before, after)) = html.split_once(MARKER) else {
            return Err(Error::AppWithoutMarker {
                path: self.path.display().to_string(),
                marker: MARKER,
            });
        };
        Ok(Cached {
            looked_at: now,
            modified,
            before: before.to_owned(),
            after: after.to_owned(),
        })
    }
}

/// The app's files. Their names hold a hash of their content, so they never change.
pub(crate) fn files(config: &Config) -> Router {
    let files = ServeDir::new(&config.assets)
        .append_index_html_on_directories(false)
        .precompressed_br();
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    Router::new()
        .fallback_service(files)
        .layer(SetResponseHeaderLayer::overriding(
            axum::http::header::CACHE_CONTROL,
            move |response: &axum::http::Response<_>| {
                response.status().is_success().then(|| forever.clone())
            },
        ))
}
