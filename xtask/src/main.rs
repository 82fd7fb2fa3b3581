//! The commands of this repository, run as `cargo xtask <command>`. Each is a file of its own; this
//! one only chooses among them.

mod cluster;
mod databases;
mod process;
mod signal;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  databases [COMMAND..]  start PostgreSQL and MariaDB, and print what to export until Ctrl-C or the
                         end of standard input; with a command, run that command with them instead
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    if let Err(fault) = signal::listen() {
        eprintln!("xtask: signals: {fault}");
        return ExitCode::FAILURE;
    }
    let result = match command {
        "databases" => databases::run(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => Err(format!("no command {other}\n\n{USAGE}").into()),
    };
    result.unwrap_or_else(|fault| {
        eprintln!("xtask: {fault}");
        ExitCode::FAILURE
    })
}
