//! Whether files hold the same, found without holding either.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// How much of two files is compared at a time, in bytes.
const PIECE: usize = 1 << 16;

/// Whether two files hold the same.
pub(super) fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let sizes = [fs::symlink_metadata(one)?, fs::symlink_metadata(other)?].map(|there| there.is_file().then_some(there.len()));
    if sizes[0].is_none() || sizes[0] != sizes[1] {
        return Ok(false);
    }
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let mut piece = vec![0; PIECE];
    loop {
        match one.read(&mut piece)? {
            0 => return Ok(true),
            count if continues(&mut other, &piece[..count])? => {}
            _ => return Ok(false),
        }
    }
}

/// Whether the file goes on with exactly these bytes.
pub(super) fn continues(file: &mut File, bytes: &[u8]) -> io::Result<bool> {
    let mut there = Vec::with_capacity(bytes.len());
    file.take(bytes.len() as u64).read_to_end(&mut there)?;
    Ok(there == bytes)
}
