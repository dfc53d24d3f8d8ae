//! What the queue says.
