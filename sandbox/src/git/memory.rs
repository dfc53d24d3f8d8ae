//! Cached answers.

use std::collections::HashMap;

/// Maximum bytes of all answers together.
const CEILING: usize = 32 << 20;
/// Maximum bytes of one answer; larger ones are not kept.
const LARGEST: usize = 1 << 20;

/// Answers by question.
#[derive(Debug, Default)]
pub(super) struct Memory {
    answers: HashMap<String, Vec<u8>>,
    bytes: usize,
}

impl Memory {
    /// The kept answer.
    pub(super) fn recall(&self, question: &str) -> Option<Vec<u8>> {
        self.answers.get(question).cloned()
    }

    /// Keeps an answer. Clears the cache first if it would exceed its size limit: one that small
    /// fills again quickly.
    pub(super) fn keep(&mut self, question: String, answer: &[u8]) {
        if answer.len() > LARGEST {
            return;
        }
        if self.bytes + answer.len() > CEILING {
            self.answers.clear();
            self.bytes = 0;
        }
        self.bytes += answer.len();
        if let Some(before) = self.answers.insert(question, answer.to_vec()) {
            self.bytes -= before.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_stays_below_the_ceiling() {
        let mut memory = Memory::default();
        for question in 0..100 {
            memory.keep(question.to_string(), &vec![0; LARGEST]);
            assert!(memory.bytes <= CEILING);
            assert!(memory.recall(&question.to_string()).is_some());
        }
        assert_eq!(memory.recall("0"), None);
        memory.keep("large".to_owned(), &vec![0; LARGEST + 1]);
        assert_eq!(memory.recall("large"), None);
    }
}
