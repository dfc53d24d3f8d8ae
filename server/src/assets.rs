//! The built app: its HTML with the context put in, and its files.

use std::{path::PathBuf, sync::RwLock, time::SystemTime};

use axum::{Router, http::HeaderValue};
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

use crate::{Config, Error};

/// Where the server puts the bridge and the context.
const MARKER: &str = "<!-- sightline:host -->";

/// `index.html` of the built app, read again when it changes, so that a rebuild is picked up.
#[derive(Debug)]
pub(crate) struct Shell {
    path: PathBuf,
    host_url: String,
    cached: RwLock<Option<Cached>>,
}

#[derive(Debug, Clone)]
struct Cached {
    modified: SystemTime,
    before: String,
    after: String,
}

impl Shell {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            path: config.assets.join("index.html"),
            host_url: config.host_url.clone(),
            cached: RwLock::new(None),
        }
    }

    /// The page that holds `context`, a JSON text.
    pub(crate) async fn render(&self, context: &str) -> Result<String, Error> {
        let Cached { before, after, .. } = self.template().await?;
        // `<` would end the script element; escaped it means the same in JSON.
        let context = context.replace('<', "\\u003c");
        let host = &self.host_url;
        Ok(format!(
            "{before}<script src=\"{host}/atlassian-connect/all.js\" \
             data-options=\"margin:false\"></script>\n\
             <script type=\"application/json\" id=\"sightline-context\">{context}</script>{after}"
        ))
    }

    async fn template(&self) -> Result<Cached, Error> {
        let failed = |source| Error::AppNotBuilt {
            path: self.path.display().to_string(),
            source,
        };
        let metadata = tokio::fs::metadata(&self.path).await.map_err(failed)?;
        let modified = metadata.modified().map_err(failed)?;
        let cached = self.cached.read().ok().and_then(|cached| cached.clone());
        if let Some(cached) = cached.filter(|cached| cached.modified == modified) {
            return Ok(cached);
        }
        let html = tokio::fs::read_to_string(&self.path)
            .await
            .map_err(failed)?;
        let Some((before, after)) = html.split_once(MARKER) else {
            return Err(Error::AppWithoutMarker {
                path: self.path.display().to_string(),
                marker: MARKER,
            });
        };
        let fresh = Cached {
            modified,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        if let Ok(mut cached) = self.cached.write() {
            *cached = Some(fresh.clone());
        }
        Ok(fresh)
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
