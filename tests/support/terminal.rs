//! A terminal of its own for a command: how wide it is, and what it was shown.

use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::thread::{self, JoinHandle};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// A terminal of so many rows and columns, to be a command's output; and what
/// comes there, in pieces, once nobody writes any more.
pub(crate) fn terminal(rows: u16, columns: u16) -> (File, JoinHandle<Vec<Vec<u8>>>) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&master).expect("ours");
    unlockpt(&master).expect("ours");
    tcsetwinsize(&master, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).expect("a size");
    let name = ptsname(&master, Vec::new()).expect("a name");
    let terminal = File::options().read(true).write(true).open(std::ffi::OsStr::from_bytes(name.as_bytes())).expect("the terminal");
    let mut master = File::from(master);
    let reader = thread::spawn(move || {
        let (mut pieces, mut piece) = (Vec::new(), [0; 1 << 16]);
        // The end of the last process at a terminal reads as an error.
        while let Ok(count @ 1..) = master.read(&mut piece) {
            pieces.push(piece[..count].to_vec());
        }
        pieces
    });
    (terminal, reader)
}
