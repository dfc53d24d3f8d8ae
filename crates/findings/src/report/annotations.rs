//! Statements of a report about single files.

use bitbucket_cloud::{ANNOTATIONS_A_CALL, Annotation, Severity};
use sightline_insight::overlap::{SharedFile, Verdict};

use super::Findings;
use crate::{companions::MissingCompanion, overlaps::FoundOverlap, words::report as words};

/// Annotations of a report, what matters most first: at most [`ANNOTATIONS_A_CALL`].
pub fn annotations(findings: &Findings, pull_request: u32) -> Vec<Annotation> {
    let found = findings.comparison.found.iter();
    let shared = found.flat_map(|one| one.overlap.files.iter().map(move |file| (one, file)));
    let overlaps = shared.filter_map(|(one, file)| overlap(one, file));
    let companions = &findings.companions;
    let warned = companions.warned.iter();
    let warned = warned.map(|file| missing(file, Severity::Medium));
    let often = companions.often.iter();
    let often = often.map(|file| missing(file, Severity::Low));
    let mut all: Vec<Annotation> = overlaps.chain(warned).chain(often).collect();
    all.sort_by_key(|annotation| annotation.severity);
    all.truncate(ANNOTATIONS_A_CALL);
    for (n, annotation) in all.iter_mut().enumerate() {
        annotation.external_id = format!("sightline-{pull_request}-{}", n + 1);
    }
    all
}

/// `None` where git merges both.
fn overlap(found: &FoundOverlap, file: &SharedFile) -> Option<Annotation> {
    let severity = match file.merge.verdict() {
        Verdict::Conflict => Severity::High,
        Verdict::Unknown => Severity::Medium,
        Verdict::Clean => return None,
    };
    Some(Annotation {
        line: file.line,
        ..annotation(&file.path, words::collision(found, file), severity)
    })
}

fn missing(file: &MissingCompanion, severity: Severity) -> Annotation {
    annotation(&file.with, words::missing(file), severity)
}

fn annotation(path: &str, summary: String, severity: Severity) -> Annotation {
    Annotation {
        external_id: String::new(),
        annotation_type: "CODE_SMELL".to_owned(),
        path: path.to_owned(),
        line: None,
        summary,
        severity,
        link: None,
    }
}
