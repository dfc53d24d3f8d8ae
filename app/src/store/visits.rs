//! When which places were visited, so that nothing is kept for ever.

/// Days after which what was kept of a place that nobody visits is dropped.
const KEPT: i64 = 90;

/// Places, each with the day of the last visit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visits(Vec<(i64, String)>);

impl Visits {
    /// Reads what [`Visits::lines`] wrote; what cannot be read is not there.
    pub fn parse(lines: &str) -> Self {
        let visit = |line: &str| {
            let (day, place) = line.split_once(' ')?;
            Some((day.parse().ok()?, place.to_owned()))
        };
        Self(lines.split('\n').filter_map(visit).collect())
    }

    /// As text, to be kept.
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        for (day, place) in &self.0 {
            lines.push_str(&day.to_string());
            lines.push(' ');
            lines.push_str(place);
            lines.push('\n');
        }
        lines
    }

    /// Notes a visit on a day since the epoch. The places that are to be forgotten.
    pub fn visit(&mut self, place: &str, today: i64) -> Vec<String> {
        self.0.retain(|(_, other)| other != place);
        let mut old = Vec::new();
        self.0.retain(|(day, other)| {
            let stays = today - day <= KEPT;
            if !stays {
                old.push(other.clone());
            }
            stays
        });
        self.0.push((today, place.to_owned()));
        old
    }
}
