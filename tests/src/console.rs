//! Console lines: those of the genuine bridge bundles, and those that are ours to fix.

use serde_json::Value;

/// Fragments of lines that the unmodified `atlassian-connect-js` bundles print on any page.
const KNOWN_NOISE: &[&str] = &[
    "feature gate",
    "FeatureGate",
    "window.require",
    "AP.require()",
    "jQuery was not loaded",
    "Feature flag service is not initialised",
];

/// Lines of level `SEVERE` or `WARNING` that nobody expects.
pub fn unexpected(lines: &[Value]) -> Vec<String> {
    lines
        .iter()
        .filter(|line| matches!(line["level"].as_str(), Some("SEVERE" | "WARNING")))
        .filter_map(|line| line["message"].as_str())
        .filter(|message| !is_optional_file(message))
        .filter(|message| !KNOWN_NOISE.iter().any(|noise| message.contains(noise)))
        .map(str::to_owned)
        .collect()
}

/// Browsers print every answer of 404. CODEOWNERS and settings are asked for whether they are there
/// or not.
fn is_optional_file(message: &str) -> bool {
    let optional = ["CODEOWNERS", "sightline.json"];
    message.contains("404") && optional.iter().any(|file| message.contains(file))
}
