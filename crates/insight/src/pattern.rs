//! Patterns of paths, as in `.gitignore` without negation: `*` within a segment, `**` over segments,
//! a leading slash for the root, a trailing one for everything below.

/// One pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    segments: Vec<String>,
    anchor: Anchor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Anywhere,
    Root,
}

impl Pattern {
    /// Reads one; `None` where it is negated, begins with a bracket, or names nothing.
    pub fn parse(pattern: &str) -> Option<Self> {
        if pattern.starts_with('!') || pattern.starts_with('[') {
            return None;
        }
        let inner = pattern.trim_start_matches('/');
        let anchor = if inner.trim_end_matches('/').contains('/') || pattern.starts_with('/') {
            Anchor::Root
        } else {
            Anchor::Anywhere
        };
        let segments = inner.split('/').filter(|part| !part.is_empty());
        let mut segments: Vec<String> = segments.map(str::to_owned).collect();
        if segments.is_empty() {
            return None;
        }
        if inner.ends_with('/') {
            segments.push("**".to_owned());
        }
        Some(Self { segments, anchor })
    }

    /// Whether it covers a path, or a folder that the path lies in.
    pub fn fits(&self, path: &str) -> bool {
        let path: Vec<&str> = path.split('/').collect();
        let starts = match self.anchor {
            Anchor::Root => 0..1,
            Anchor::Anywhere => 0..path.len(),
        };
        starts
            .into_iter()
            .any(|start| matches(&self.segments, path.get(start..).unwrap_or_default()))
    }
}

/// Segment by segment, in time linear in the product of both lengths: of several `**` only the last
/// one ever has to take more.
fn matches(pattern: &[String], path: &[&str]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        match (pattern.get(p), path.get(t)) {
            (None, _) => return true,
            (Some(part), segment) if part == "**" => {
                if p + 1 == pattern.len() {
                    return segment.is_some();
                }
                p += 1;
                star = Some((p, t));
            }
            (Some(part), Some(segment)) if wild(part.as_bytes(), segment.as_bytes()) => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((after, from)) if from < path.len() => {
                    star = Some((after, from + 1));
                    p = after;
                    t = from + 1;
                }
                _ => return false,
            },
        }
    }
}

/// `*` and `?` within a segment, in time linear in the product of both lengths.
fn wild(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(byte) if *byte == b'?' || Some(byte) == text.get(t) => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern
        .get(p..)
        .unwrap_or_default()
        .iter()
        .all(|byte| *byte == b'*')
}
