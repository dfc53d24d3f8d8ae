//! Metrics for Prometheus. Labels are words of ours, never of a request.

use std::{fmt, time::Instant};

use atlassian_connect::Error as ConnectError;
use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse, Response},
};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric, text::encode},
    metrics::{
        counter::{ConstCounter, Counter},
        family::Family,
        gauge::Gauge,
        histogram::Histogram,
    },
    registry::Registry,
};

use crate::{AppState, Error, PageError, log, store::Effect};

const SECONDS: [f64; 11] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0,
];

/// The counters of one server.
#[derive(Debug)]
pub(crate) struct Metrics {
    pub(crate) connections: Gauge,
    events: Family<Event, Counter>,
    failures: Family<Operation, Counter>,
    refusals: Family<Reason, Counter>,
    registry: Registry,
    reports: Family<Outcome, Counter>,
    requests: Family<Answered, Counter>,
    store: Family<Operation, Histogram>,
    times: Family<Route, Histogram>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Event {
    event: &'static str,
    effect: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Operation {
    operation: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

impl Default for Metrics {
    fn default() -> Self {
        let histogram = || Histogram::new(SECONDS);
        let mut metrics = Self {
            connections: Gauge::default(),
            events: Family::default(),
            failures: Family::default(),
            refusals: Family::default(),
            registry: Registry::with_prefix("sightline"),
            reports: Family::default(),
            requests: Family::default(),
            store: Family::new_with_constructor(histogram),
            times: Family::new_with_constructor(histogram),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register_collector(Box::new(DroppedLines));
        registry.register("connections", "Open connections", self.connections.clone());
        let help = "Installations and their ends, by what they changed";
        registry.register("lifecycle_events", help, self.events.clone());
        let help = "Operations of the store that failed";
        registry.register("store_failures", help, self.failures.clone());
        let help = "Refused requests, by what was wrong with their token";
        registry.register("token_refusals", help, self.refusals.clone());
        let help = "Attempts to publish a report, by how they ended";
        registry.register("reports", help, self.reports.clone());
        let help = "Answered requests";
        registry.register("http_requests", help, self.requests.clone());
        let help = "Time that the store took, in seconds";
        registry.register("store_seconds", help, self.store.clone());
        let help = "Time to the head of an answer, in seconds";
        registry.register("http_request_seconds", help, self.times.clone());
    }

    /// Counts an attempt to publish a report.
    pub(crate) fn report(&self, outcome: &'static str) {
        self.reports.get_or_create(&Outcome { outcome }).inc();
    }

    /// Counts a request whose token was refused.
    pub(crate) fn refused(&self, problem: &PageError) {
        let reason = reason(problem);
        self.refusals.get_or_create(&Reason { reason }).inc();
    }

    /// Counts a lifecycle event that was believed.
    pub(crate) fn lifecycle(&self, event: &'static str, effect: Effect) {
        let effect = match effect {
            Effect::Applied => "applied",
            Effect::Outdated => "outdated",
        };
        self.events.get_or_create(&Event { event, effect }).inc();
    }

    /// Counts a lifecycle event that was refused.
    pub(crate) fn lifecycle_refused(&self, event: &'static str) {
        let effect = "refused";
        self.events.get_or_create(&Event { event, effect }).inc();
    }

    fn answered(&self, method: &'static str, route: Route, status: StatusCode, start: Instant) {
        let seconds = start.elapsed().as_secs_f64();
        self.times.get_or_create(&route).observe(seconds);
        let answered = Answered {
            method,
            route: route.route,
            status: status.as_u16(),
        };
        self.requests.get_or_create(&answered).inc();
    }

    /// Takes the time of an operation of the store.
    pub(crate) async fn timed<T>(
        &self,
        operation: &'static str,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let (operation, start) = (Operation { operation }, Instant::now());
        let outcome = work.await;
        let seconds = start.elapsed().as_secs_f64();
        self.store.get_or_create(&operation).observe(seconds);
        if outcome.is_err() {
            self.failures.get_or_create(&operation).inc();
        }
        outcome
    }

    fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Lines that the log has dropped; it counts them itself.
#[derive(Debug)]
struct DroppedLines;

impl Collector for DroppedLines {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let counter = ConstCounter::new(log::dropped_lines());
        let help = "Lines of the log that were dropped, because nobody read standard error";
        let kind = counter.metric_type();
        let encoder = encoder.encode_descriptor("log_lines_dropped", help, None, kind)?;
        counter.encode(encoder)
    }
}

/// Middleware: counts an answer, under the template of its route.
pub(crate) async fn count(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = match *request.method() {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    };
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let (route, status) = (Route { route }, response.status());
    app.metrics.answered(method, route, status, start);
    response
}

/// `GET /metrics`
pub(crate) async fn show(State(app): State<AppState>) -> impl IntoResponse {
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, media_type)], app.metrics.text())
}

fn reason(problem: &PageError) -> &'static str {
    match problem {
        PageError::Broken | PageError::Unavailable(_) => "unavailable",
        PageError::Context(_) => "context",
        PageError::Expired(_) | PageError::SessionEnded(_) => "expired",
        PageError::NoAdmin => "no_admin",
        PageError::NoSuchReport => "no_report",
        PageError::NotInstalled => "not_installed",
        PageError::Refused(error) | PageError::SessionRefused(error) => fault(error),
        PageError::RoleUnknown { .. } => "role_unknown",
        PageError::TokenMissing => "missing",
        PageError::TooMany { .. } => "too_many",
        PageError::Unverified => "unverified",
    }
}

/// Fault of a token.
fn fault(error: &ConnectError) -> &'static str {
    match error {
        ConnectError::Algorithm { .. } => "algorithm",
        ConnectError::IssuedInFuture { .. } => "issued_in_future",
        ConnectError::Qsh { .. } => "request",
        ConnectError::SessionPage { .. } => "page",
        ConnectError::Signature => "signature",
        ConnectError::TokenType { .. } => "type",
        ConnectError::WrongAudience { .. } => "audience",
        _ => "malformed",
    }
}
