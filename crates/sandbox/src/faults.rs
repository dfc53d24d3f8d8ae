//! Faults that the API injects on request.

/// The faults in force.
#[derive(Debug, Default)]
pub struct Faults {}
