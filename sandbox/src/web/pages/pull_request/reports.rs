//! Reports on the newest commit of a pull request.

use maud::{Markup, html};
use serde_json::Value;

use crate::{insights::CommitReport, web::pages::visit::Visit, world::PullRequest};

/// The section; nothing where there is no report.
pub(crate) fn section(visit: &Visit, pull: &PullRequest) -> Markup {
    let insights = visit.sandbox.insights();
    let reports: Vec<&CommitReport> = insights.on(&pull.source.commit).collect();
    html! {
        @if !reports.is_empty() {
            section.section {
                h2 { "Reports" }
                @for report in &reports { (one(report)) }
            }
        }
    }
}

fn one(report: &CommitReport) -> Markup {
    let text = |name: &str| report.body.get(name).and_then(Value::as_str);
    let details = text("details").unwrap_or_default();
    let data = report.body.get("data").and_then(Value::as_array);
    html! {
        details.report open {
            summary {
                strong { (text("title").unwrap_or_default()) }
                " " span.result { (text("result").unwrap_or_default()) }
            }
            @for line in details.lines() { p { (line) } }
            @if let Some(data) = data {
                dl {
                    @for figure in data {
                        dt { (shown(figure.get("title"))) }
                        dd { (shown(figure.get("value"))) }
                    }
                }
            }
            @if let Some(link) = text("link").filter(|link| link.starts_with("http")) {
                p { a href=(link) { "View the full report" } }
            }
            @if !report.annotations.is_empty() {
                ul.annotations {
                    @for annotation in report.annotations.values() {
                        li {
                            code { (shown(annotation.get("path"))) }
                            " " (shown(annotation.get("summary")))
                        }
                    }
                }
            }
        }
    }
}

/// Text as it is, anything else as JSON.
fn shown(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
