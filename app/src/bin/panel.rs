//! Starts the app on the page of a pull request, and on that of admins.

use sightline_app::{Program, start};

fn main() {
    start(Program::PANEL);
}
