//! Development only: open pages reload when the app is rebuilt.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::header::CONTENT_TYPE,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream::{self, Stream};

use crate::AppState;

/// Time between two looks at the built pages.
const INTERVAL: Duration = Duration::from_millis(200);

/// `GET /live-reload`: an event stream that says `reload` whenever the app was rebuilt.
pub(crate) async fn stream(
    State(app): State<AppState>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let seen = app.shells.modified().await.ok();
    let events = stream::unfold((app, seen), |(app, seen)| async move {
        // While a build runs there may be no file at all.
        let rebuilt = async {
            loop {
                tokio::time::sleep(INTERVAL).await;
                let modified = app.shells.modified().await.ok();
                if modified.is_some() && modified != seen {
                    break modified;
                }
            }
        };
        let modified = tokio::select! {
            modified = rebuilt => modified,
            () = app.stopping.notified() => return None,
        };
        Some((Ok(Event::default().data("reload")), (app, modified)))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// `GET /live-reload.js`: the page asks its host to load it again, because only Bitbucket can sign a
/// new URL.
pub(crate) async fn script() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("live_reload.js"),
    )
}
