//! Starts the app on the page of a repository.

use sightline_app::{Program, start};

fn main() {
    start(Program::REPOSITORY);
}
