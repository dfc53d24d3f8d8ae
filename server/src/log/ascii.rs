//! Lines without characters that would end or reorder them on a screen, such as U+2028 and U+202E.

use std::io::{self, Write};

use tracing_subscriber::fmt::MakeWriter;

/// Makes writers that write everything but ASCII as JSON escapes it.
pub(super) struct AsciiLines<M>(pub(super) M);

impl<'w, M: MakeWriter<'w>> MakeWriter<'w> for AsciiLines<M> {
    type Writer = Ascii<M::Writer>;

    fn make_writer(&'w self) -> Self::Writer {
        Ascii(self.0.make_writer())
    }
}

/// A writer of whole lines.
pub(super) struct Ascii<W>(W);

impl<W: Write> Write for Ascii<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if line.iter().copied().all(is_shown) {
            return self.0.write(line);
        }
        let text = String::from_utf8_lossy(line);
        let mut escaped = String::with_capacity(2 * text.len());
        for c in text.chars() {
            if u8::try_from(c).is_ok_and(is_shown) {
                escaped.push(c);
                continue;
            }
            for unit in c.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
        self.0.write_all(escaped.as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// ASCII but DEL. Other control characters are the formatter's: ends of lines, and colors.
fn is_shown(byte: u8) -> bool {
    byte.is_ascii() && byte != 0x7f
}
