//! Starts the app when the page has loaded it.

fn main() {
    sightline_app::start();
}
