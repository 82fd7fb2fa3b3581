//! The shop as a program of its own, on a free port. Called by the tests in the browser, by those that race, and by nothing else.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

/// How long a program may take to say where it listens; the machine may be compiling.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that says on which port it listens. It ends with its owner.
pub(crate) struct Program {
    child: Child,
    said: Receiver<u16>,
}

impl Program {
    /// The shop as `cargo run -p bookshop` starts it, on a database of the test's; what it writes lands in `folder`.
    pub(crate) fn shop(folder: &Path, url: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bookshop"));
        command.current_dir(folder).env("BIND", "127.0.0.1:0").env("DATABASE_URL", url);
        command.env_remove("BASE_PATH").env_remove("MEDIA_ROOT");
        Self::start(command, "http://127.0.0.1:")
    }

    /// Starts a program that will print a line in which `before` stands in front of the port.
    pub(crate) fn start(mut command: Command, before: &'static str) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, said) = channel();
        std::thread::spawn(move || {
            // Read to its end: a full pipe would stop the program.
            for line in output.lines().map_while(Result::ok) {
                let Some((_, rest)) = line.split_once(before) else { continue };
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let _ = digits.parse().map(|port| sender.send(port));
            }
        });
        Self { child, said }
    }

    /// Waits until the program listens, and says where.
    pub(crate) fn port(&self) -> u16 {
        self.said.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{:?} did not start", self.child))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
