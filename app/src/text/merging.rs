//! What is said about the order of merging.
