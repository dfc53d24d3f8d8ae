//! Calls that a page makes before the app runs, from the same functions by which the app makes them.

use bitbucket_cloud::{Repository, Request};

use crate::bundle::Program;

/// Number in the place of which the number of a pull request goes; no pull request has it.
const NUMBER: u32 = u32::MAX;

/// Paths with `{workspace}`, `{repository}` and `{pull_request}` where a page puts in what it stands on.
pub fn first_calls(program: Program) -> Vec<String> {
    let Some(repository) = Repository::parse("WORKSPACE/REPOSITORY") else {
        return Vec::new();
    };
    let own = match program {
        Program::Panel => Request::pull_request(&repository, NUMBER),
        Program::Repository => Request::open_pull_requests(&repository),
    };
    let calls = [Request::repository(&repository), Request::viewer(), own];
    calls.iter().map(template).collect()
}

fn template(call: &Request) -> String {
    let path = call.path().replacen("WORKSPACE", "{workspace}", 1);
    let path = path.replacen("REPOSITORY", "{repository}", 1);
    path.replacen(&NUMBER.to_string(), "{pull_request}", 1)
}
