//! The commands of this repository, run as `cargo xtask <command>`. Each is a file of its own; this
//! one only chooses among them.

mod apt;
mod bench;
mod browser;
mod cluster;
mod count;
mod crawl;
mod databases;
mod example;
mod expand;
mod fuzz;
mod html;
mod letters;
mod libtest;
mod process;
mod run;
mod signal;
mod sizes;
mod test;

use std::process::ExitCode;

use cluster::Fault;

const USAGE: &str = "\
usage: cargo xtask <command>

  test [STEP..]          everything that must hold, on databases of its own; or some steps of it:
                         fmt sizes clippy features tests ui doc example browser fuzz letters
  ci                     the same as test
  bless                  rewrite the messages of compile-fail cases and the expansion snapshots
  expand [NAME..]        print the expansion snapshots whose file name contains NAME
  sizes                  the limits of files, functions and quote! blocks
  letters [--sample N]   swap two letters of every word (or of N) of the bookshop's attributes and
                         templates, and demand exactly one error each time
  bench [OPTIONS..]      measure the generated list and detail pages beside hand-written ones, and
                         what generated views cost to build; writes the table of README.md
                         (`bench --help` lists the options)
  databases [COMMAND..]  start PostgreSQL and MariaDB, and print what to export until Ctrl-C or the
                         end of standard input; with a command, run that command with them instead
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let result = signal::listen().map_err(Fault::from).and_then(|()| choose(command, rest));
    result.unwrap_or_else(|fault| {
        eprintln!("xtask: {fault}");
        ExitCode::FAILURE
    })
}

fn choose(command: &str, rest: &[String]) -> Result<ExitCode, Fault> {
    match command {
        "test" | "ci" => test::run(rest),
        "bless" => expand::bless(),
        "expand" => expand::expand(rest),
        "sizes" => {
            let mut report = count::Report::default();
            sizes::run(&run::root(), &mut report)?;
            Ok(ExitCode::from(u8::from(!report.good())))
        }
        "letters" => letters::command(rest),
        "databases" => databases::run(rest),
        "bench" => bench::bench(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => Err(format!("no command {other}\n\n{USAGE}").into()),
    }
}
