//! What the file system alone costs: reads a folder into memory, then writes
//! its files anew. `rustc -O writer.rs`; `writer SOURCE TARGET THREADS` prints
//! one line of JSON. TARGET must not exist.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{env, fs, thread};

fn walk(folder: &Path, below: &Path, folders: &mut Vec<PathBuf>, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let name = path.strip_prefix(below).expect("walked from it").to_path_buf();
        if path.is_dir() {
            folders.push(name);
            walk(&path, below, folders, files);
        } else {
            files.push(name);
        }
    }
}

/// Seconds of processor time that this process used so far.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("a proc file system");
    let fields: Vec<&str> = stat.rsplit(')').next().expect("a name in brackets").split_whitespace().collect();
    let ticks = |field: usize| fields[field].parse::<f64>().expect("a number");
    (ticks(11) + ticks(12)) / 100.0
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, source, target, threads] = arguments.as_slice() else { panic!("usage: writer SOURCE TARGET THREADS") };
    let (source, target) = (Path::new(source), Path::new(target));
    let threads: usize = threads.parse().expect("a number of threads");
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    walk(source, source, &mut folders, &mut files);
    let read = |name: &PathBuf| fs::read(source.join(name)).expect("a readable file");
    let contents: Vec<Vec<u8>> = files.iter().map(read).collect();
    let (begin, used) = (Instant::now(), processor());
    fs::create_dir_all(target).expect("a folder can be made");
    for folder in &folders {
        fs::create_dir_all(target.join(folder)).expect("a folder can be made");
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(name) = files.get(index) else { break };
                    fs::write(target.join(name), &contents[index]).expect("a file can be written");
                }
            });
        }
    });
    let (wall, cpu) = (begin.elapsed().as_secs_f64(), processor() - used);
    let bytes: usize = contents.iter().map(Vec::len).sum();
    println!("{{\"files\": {}, \"bytes\": {bytes}, \"wall\": {wall:.4}, \"cpu\": {cpu:.2}}}", files.len());
}
