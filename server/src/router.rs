//! Every route, and the layers around them.

use std::any::Any;

use atlassian_connect::lifecycle::MAX_PAYLOAD;
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower::{ServiceBuilder, util::MapRequestLayer};
use tower_http::{
    catch_panic::CatchPanicLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{
    AppState, LiveReload, admin, assets, done, headers, landing, lifecycle, live_reload, log, ops,
    page, session, webhook,
};

/// The whole server as a service.
pub fn build(app: AppState) -> Router {
    let framed = Router::new()
        .route("/pull-request", get(page::pull_request))
        .route("/repository", get(page::repository))
        .route("/configure", get(page::configure))
        .layer(header(CONTENT_SECURITY_POLICY, app.frame_policy.clone()))
        .layer(no_store());
    let routes = Router::new()
        .route("/", get(landing::landing))
        .route("/site.css", get(stylesheet))
        .route("/icon.svg", get(icon))
        .route("/sightline.schema.json", get(schema))
        .route("/healthz", get(ops::operations::healthz))
        .route("/readyz", get(ops::ready::readyz))
        .route("/atlassian-connect.json", get(descriptor))
        .route("/connect/done", get(done::done).layer(no_store()))
        .route(
            "/connect/installation",
            get(admin::installation).layer(no_store()),
        )
        .route("/connect/installed", post(lifecycle::installed))
        .route("/connect/uninstalled", post(lifecycle::uninstalled))
        .route(
            "/connect/reports/retry",
            post(admin::retry).layer(no_store()),
        )
        .route("/connect/session", post(session::renew).layer(no_store()))
        .route(
            "/connect/webhook",
            post(webhook::webhook).layer(DefaultBodyLimit::max(webhook::MAX_PAYLOAD)),
        )
        .merge(framed)
        .nest_service("/static", assets::files(&app.config));
    let routes = match app.config.live_reload {
        LiveReload::Off => routes,
        LiveReload::On => routes
            .route("/live-reload", get(live_reload::stream))
            .route("/live-reload.js", get(live_reload::script)),
    };
    let routes = match app.base_url.path() {
        "" => routes,
        base => Router::new()
            .nest(base, routes)
            .route(&format!("{base}/"), get(landing::landing)),
    };
    layered(routes.fallback(landing::nothing), app)
}

/// Everything that a request passes, from the outside in.
fn layered(routes: Router<AppState>, app: AppState) -> Router {
    let layers = ServiceBuilder::new()
        .layer(MapRequestLayer::new(log::without_odd_id))
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(log::span)
                .on_request(())
                .on_response(())
                .on_body_chunk(())
                .on_eos(())
                .on_failure(log::failed),
        )
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn_with_state(app.clone(), ops::metrics::count))
        .layer(SetResponseHeaderLayer::if_not_present(
            CONTENT_SECURITY_POLICY,
            headers::PLAIN_POLICY,
        ))
        .layer(header(REFERRER_POLICY, headers::NO_REFERRER))
        .layer(header(X_CONTENT_TYPE_OPTIONS, headers::NO_SNIFF))
        .layer(header(headers::PERMISSIONS_POLICY, headers::NO_PERMISSIONS))
        .layer(from_fn_with_state(app.clone(), ops::host::require_own))
        // One broken request must not take the others along.
        .layer(CatchPanicLayer::custom(broken))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            app.config.limits.request_time,
        ))
        .layer(DefaultBodyLimit::max(MAX_PAYLOAD));
    routes.layer(layers).with_state(app)
}

fn header(name: HeaderName, value: HeaderValue) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, value)
}

fn no_store() -> SetResponseHeaderLayer<HeaderValue> {
    header(CACHE_CONTROL, headers::NO_STORE)
}

fn broken(_: Box<dyn Any + Send>) -> Response {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

async fn descriptor(State(app): State<AppState>) -> Response {
    Json(&app.descriptor).into_response()
}

async fn icon() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "image/svg+xml")],
        include_str!("../../public/icon.svg"),
    )
}

/// JSON schema of a team's settings, for editors.
async fn schema() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "application/schema+json")],
        include_str!("../../docs/sightline.schema.json"),
    )
}

async fn stylesheet() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("site.css"),
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::panic, clippy::unwrap_used, reason = "tests")]

    use std::{future::pending, time::Duration};

    use axum::{body::Body, http::Request};
    use tower::ServiceExt;

    use super::*;
    use crate::{
        Clock, Config, Keyring, SecretKey,
        store::{Location, Settings, Store},
    };

    #[tokio::test]
    async fn a_request_that_panics_or_takes_too_long_is_answered() {
        let dir = tempfile::TempDir::new().unwrap();
        let settings = Settings {
            location: Location::Sqlite(dir.path().join("sightline.db")),
            keyring: Keyring::new(SecretKey::new([7; 32]), Vec::new()),
        };
        let mut config = Config::new("https://sightline.example").unwrap();
        config.limits.request_time = Duration::from_millis(20);
        let store = Store::open(&settings).await.unwrap();
        let app = AppState::new(config, store, Clock::System).unwrap();
        let broken = async || -> StatusCode { panic!("on purpose") };
        let routes = Router::new()
            .route("/broken", get(broken))
            .route("/slow", get(pending::<StatusCode>))
            .route("/fine", get(async || StatusCode::NO_CONTENT));
        let router = layered(routes, app);
        for (path, status) in [
            ("/broken", StatusCode::INTERNAL_SERVER_ERROR),
            ("/slow", StatusCode::GATEWAY_TIMEOUT),
            ("/fine", StatusCode::NO_CONTENT),
        ] {
            let request = Request::get(path).header("host", "sightline.example");
            let request = request.body(Body::empty()).unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), status, "{path}");
            assert!(response.headers().contains_key("x-request-id"));
            assert!(response.headers().contains_key(CONTENT_SECURITY_POLICY));
        }
    }
}
