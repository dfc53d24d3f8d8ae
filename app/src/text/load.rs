//! What the load says.
