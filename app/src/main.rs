//! Starts the app.

fn main() {
    sightline_app::start();
}
