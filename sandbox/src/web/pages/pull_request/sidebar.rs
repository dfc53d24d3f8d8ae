//! Reviewers, builds and tasks beside a pull request.

use maud::{Markup, html};

use crate::{
    forge::Frame,
    web::pages::{
        forge, icons,
        parts::{self, Vote},
        visit::Visit,
        words::counted,
    },
    world::{BuildState, BuildStatus, PullRequest, TaskState, World},
};

/// The right column.
pub(crate) fn aside(
    visit: &Visit,
    world: &World,
    pull: &PullRequest,
    checks: &Markup,
    cards: &[Frame],
) -> Markup {
    let builds = world.statuses.get(&pull.source.commit);
    html! {
        aside aria-label="Details" {
            (reviewers(visit, world, pull))
            @if let Some(builds) = builds.filter(|builds| !builds.is_empty()) {
                (builds_section(builds))
            }
            (tasks(pull))
            (checks)
            (forge::sections(cards))
        }
    }
}

fn reviewers(visit: &Visit, world: &World, pull: &PullRequest) -> Markup {
    html! {
        section {
            h2 { "Reviewers" }
            @if pull.reviewers.is_empty() { p.subtle { "Nobody was asked." } }
            ul.plain.people {
                @for reviewer in &pull.reviewers {
                    @let vote = Vote::of(pull, *reviewer);
                    li {
                        (parts::voted_face(visit, world, *reviewer, vote))
                        div.grow {
                            div { (parts::name(world, *reviewer)) }
                            div.small.subtlest { (vote.words()) }
                        }
                    }
                }
            }
        }
    }
}

fn builds_section(builds: &[BuildStatus]) -> Markup {
    html! {
        section {
            h2 { (counted(builds.len(), "build", "builds")) }
            ul.plain.builds {
                @for build in builds {
                    @let (icon, word) = match build.state {
                        BuildState::Failed => (icons::CROSS.classed("failed"), "failed"),
                        BuildState::InProgress => (icons::DOTS.classed("progress"), "in progress"),
                        BuildState::Stopped => (icons::CROSS.classed(""), "stopped"),
                        BuildState::Successful => (icons::CHECK.classed("success"), "passed"),
                    };
                    li { (icon) span.grow { (build.name) " " span.subtlest { (word) } } }
                }
            }
        }
    }
}

fn tasks(pull: &PullRequest) -> Markup {
    let open = pull
        .tasks
        .iter()
        .filter(|task| task.state == TaskState::Unresolved);
    html! {
        section {
            h2 {
                @if pull.tasks.is_empty() { "Tasks" }
                @else { (open.count()) " of " (counted(pull.tasks.len(), "task", "tasks")) " open" }
            }
            @if pull.tasks.is_empty() { p.subtle { "No tasks." } }
            ul.plain.tasks {
                @for task in &pull.tasks {
                    @if task.state == TaskState::Resolved {
                        li {
                            (icons::TASK_DONE.classed("success"))
                            span.visually-hidden { "Done:" }
                            span.grow.done { (task.text) }
                        }
                    } @else {
                        li {
                            (icons::TASK)
                            span.visually-hidden { "Open:" }
                            span.grow { (task.text) }
                        }
                    }
                }
            }
        }
    }
}
