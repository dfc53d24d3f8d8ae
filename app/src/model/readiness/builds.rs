//! Builds of the source's head.

use bitbucket_cloud::{Status, StatusState};
use sightline_insight::readiness::NamedSince;

use super::merge_readiness::MergeReadiness;

/// Adds builds: those that failed since their end, those that run since their start.
pub(super) fn add(readiness: &mut MergeReadiness, statuses: &[Status]) {
    for build in statuses {
        let (list, since) = match build.state {
            StatusState::Failed | StatusState::Stopped => {
                (&mut readiness.inputs.failed_builds, build.updated_on)
            }
            StatusState::InProgress => (&mut readiness.inputs.running_builds, build.created_on),
            StatusState::Successful => {
                readiness.passed += 1;
                continue;
            }
            StatusState::Other(_) => continue,
        };
        let name = build.name.as_ref().or(build.key.as_ref());
        list.push(NamedSince {
            name: name.cloned().unwrap_or_default(),
            since: since.unix(),
        });
        readiness.builds.push(build.clone());
    }
}
