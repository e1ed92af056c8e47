//! A compressor, lent and given back.
//!
//! Making one ready takes longer than compressing a small file with it, so that
//! a thread keeps those that are out of use. What was compressed before never
//! shows: it is set back before it is lent.

use std::cell::RefCell;
use std::io;

use flate2::{Compress, Compression, FlushCompress, Status};

thread_local! {
    static FREE: RefCell<Vec<Compress>> = const { RefCell::new(Vec::new()) };
}

/// A compressor in use: for small files, lightly, because more would take
/// longer than all else and save little.
pub(super) struct Deflater {
    /// Nothing only while it is given back.
    state: Option<Compress>,
}

impl Deflater {
    /// A compressor that nobody else uses.
    pub(super) fn new() -> Self {
        let free = FREE.with_borrow_mut(Vec::pop);
        Self { state: Some(free.unwrap_or_else(|| Compress::new(Compression::fast(), false))) }
    }

    /// Puts the content behind what is in `out`, compressed.
    pub(super) fn append(&mut self, content: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        let state = self.state.as_mut().expect("taken only when dropped");
        state.reset();
        deflate(state, content, out)
    }
}

impl Drop for Deflater {
    fn drop(&mut self) {
        if let Some(state) = self.state.take() {
            // A thread that is ending keeps nothing.
            let _ = FREE.try_with(|free| free.borrow_mut().push(state));
        }
    }
}

/// The content, compressed well: for what is compressed once.
pub(super) fn deflated(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    deflate(&mut Compress::new(Compression::best(), false), content, &mut out)?;
    Ok(out)
}

fn deflate(state: &mut Compress, content: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let taken = usize::try_from(state.total_in()).map_err(io::Error::other)?;
        out.reserve((content.len() - taken) / 2 + 256);
        if state.compress_vec(&content[taken..], out, FlushCompress::Finish)? == Status::StreamEnd {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::DeflateDecoder;

    use super::*;

    #[test]
    fn every_content_comes_back_whatever_was_compressed_before_it() {
        let noise: Vec<u8> = (0_u32..70_000).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let mut deflater = Deflater::new();
        for content in [&noise[..], b"", "một hai ba ".repeat(9_000).as_bytes(), b"x", &noise[..300]] {
            let mut out = b"before".to_vec();
            deflater.append(content, &mut out).unwrap();
            let mut fresh = Vec::new();
            deflate(&mut Compress::new(Compression::fast(), false), content, &mut fresh).unwrap();
            assert!(out[6..] == fresh, "what was compressed before shows");
            for packed in [&out[6..], &deflated(content).unwrap()] {
                let mut back = Vec::new();
                DeflateDecoder::new(packed).read_to_end(&mut back).unwrap();
                assert!(back == content && out.starts_with(b"before"));
            }
        }
    }
}
