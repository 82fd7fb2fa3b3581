//! The figures as a table: printed, and written between two marks of README.md. Called by `mod`.

use std::{fmt::Write as _, path::Path, process::Command};

use super::{
    buildcost::{MODELS, Step},
    contestant::{Page, Side},
    create,
    hooks::{Cost, MOST},
    measure::Figures,
};
use crate::cluster::Fault;

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

/// Everything that was measured, and why something was not.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// How the figures came about.
    pub(super) conditions: String,
    /// CPU and requests, for each database.
    pub(super) pages: Vec<(&'static str, Vec<Figures>)>,
    /// Instructions of one request, for each database, side and page.
    pub(super) instructions: Vec<(&'static str, Side, Page, f64)>,
    /// The cost of a form, for each database.
    pub(super) create: Vec<(&'static str, create::Cost)>,
    /// The cost of hooks, for each database.
    pub(super) hooks: Vec<(&'static str, Vec<Cost>)>,
    /// The build's steps.
    pub(super) build: Vec<Step>,
    /// What is missing: a sentence for each.
    pub(super) missing: Vec<String>,
}

impl Report {
    /// The text between the marks.
    pub(super) fn text(&self) -> String {
        let mut out = format!("{}\n", self.conditions);
        self.write_pages(&mut out);
        self.write_create(&mut out);
        self.write_hooks(&mut out);
        self.write_build(&mut out);
        if !self.missing.is_empty() {
            let _ = writeln!(out, "\nNot measured: {}.", self.missing.join("; "));
        }
        out
    }

    fn write_pages(&self, out: &mut String) {
        if self.pages.is_empty() && self.instructions.is_empty() {
            return;
        }
        out.push_str(
            "\n| page | CPU of a request: cbv | by hand | ratio | requests a second: cbv | by hand \
             | instructions of a request: cbv | by hand | ratio |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
        );
        for database in ["SQLite", "PostgreSQL"] {
            for page in Page::ALL {
                let figures =
                    self.pages.iter().filter(|(of, _)| *of == database).flat_map(|(_, figures)| figures);
                let times = figures.into_iter().find(|figures| figures.page == page).map_or_else(
                    || "| | | | |".to_owned(),
                    |Figures { cpu: [cbv, hand, ratio], rate, .. }| {
                        let [fast, slow] = [rate[0], rate[1]].map(thousands);
                        format!("| {cbv:.0} µs | {hand:.0} µs | **{ratio:.2}** | {fast} | {slow}")
                    },
                );
                let count = |side| {
                    let is = |(of, whose, what, _): &&(_, Side, Page, f64)| {
                        (*of, *whose, *what) == (database, side, page)
                    };
                    self.instructions.iter().find(is).map(|(.., count)| *count)
                };
                let counts = match (count(Side::Cbv), count(Side::Hand)) {
                    (Some(cbv), Some(hand)) => {
                        format!("{} | {} | **{:.2}**", thousands(cbv), thousands(hand), cbv / hand)
                    }
                    _ => " | | ".to_owned(),
                };
                let _ = writeln!(out, "| {database}, {} {times} | {counts} |", page.name());
            }
        }
    }

    fn write_create(&self, out: &mut String) {
        if self.create.is_empty() {
            return;
        }
        out.push_str(
            "\n| a form that stores a row | CPU of a request: cbv | by hand | ratio | instructions: cbv | by hand | ratio |\n\
             |---|--:|--:|--:|--:|--:|--:|\n",
        );
        for (database, create::Cost { cpu: [cbv, hand, ratio], instructions }) in &self.create {
            let counts = instructions.map_or_else(
                || " | | ".to_owned(),
                |[cbv, hand, ratio]| format!("{} | {} | **{ratio:.2}**", thousands(cbv), thousands(hand)),
            );
            let _ = writeln!(out, "| {database} | {cbv:.0} µs | {hand:.0} µs | **{ratio:.2}** | {counts} |");
        }
    }

    fn write_hooks(&self, out: &mut String) {
        if self.hooks.is_empty() {
            return;
        }
        out.push_str("\n| three overrides and two mixin fields | instructions of a request: without | with | ratio |\n|---|--:|--:|--:|\n");
        for (database, costs) in &self.hooks {
            for cost in costs {
                let (page, ratio) = (cost.page.name(), cost.ratio());
                let (plain, overridden) = (thousands(cost.plain), thousands(cost.overridden));
                let _ = writeln!(out, "| {database}, {page} | {plain} | {overridden} | **{ratio:.3}** |");
            }
        }
    }

    /// The pages whose hooks cost more than they may.
    pub(super) fn dear(&self) -> Vec<String> {
        let costs = self.hooks.iter().flat_map(|(of, costs)| costs.iter().map(move |cost| (of, cost)));
        let dear = costs.filter(|(_, cost)| cost.ratio() > MOST);
        dear.map(|(of, cost)| {
            format!("{of}, {}: hooks cost {:.3}, and may {MOST}", cost.page.name(), cost.ratio())
        })
        .collect()
    }

    fn write_build(&self, out: &mut String) {
        if self.build.is_empty() {
            return;
        }
        let views = MODELS * 2;
        let _ = writeln!(
            out,
            "\n| {MODELS} models, {views} views, without dependencies | CPU: cbv | by hand | ratio | clock: cbv | by hand | ratio |\n\
             |---|--:|--:|--:|--:|--:|--:|"
        );
        for Step { name, cpu, wall } in &self.build {
            let cells: Vec<String> = [cpu, wall]
                .map(|[cbv, hand, ratio]| format!("{cbv:.1} s | {hand:.1} s | **{ratio:.2}**"))
                .to_vec();
            let _ = writeln!(out, "| {name} | {} |", cells.join(" | "));
        }
    }

    /// Writes the text between the marks of a file.
    pub(super) fn write_into(&self, file: &Path) -> Result<(), Fault> {
        let text = std::fs::read_to_string(file).map_err(|fault| format!("{}: {fault}", file.display()))?;
        let replaced = replace(&text, &self.text())
            .ok_or_else(|| format!("{} has no {BEGIN} and {END}", file.display()))?;
        Ok(std::fs::write(file, replaced)?)
    }
}

fn replace(text: &str, between: &str) -> Option<String> {
    let (head, rest) = text.split_once(BEGIN)?;
    let (_, tail) = rest.split_once(END)?;
    Some(format!("{head}{BEGIN}\n\n{}\n\n{END}{tail}", between.trim()))
}

/// A whole number with commas.
fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The machine and the programs, as a reader of the table needs to know them.
pub(super) fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let models = info.lines().filter(|line| line.starts_with("model name"));
    let names: Vec<&str> = models.filter_map(|line| Some(line.split_once(':')?.1.trim())).collect();
    let name = names.first().copied().unwrap_or("a processor of unknown name");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut rustc = Command::new("rustc");
    let rustc = rustc
        .arg("--version")
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    format!("{name}, {cores} cores, {}", rustc.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let text = format!("above\n{BEGIN}\nold\n{END}\nbelow");
        assert_eq!(replace(&text, "new\n").unwrap(), format!("above\n{BEGIN}\n\nnew\n\n{END}\nbelow"));
        assert_eq!(replace("no marks", "new"), None);
    }

    #[test]
    fn what_was_not_measured_leaves_its_cells_empty() {
        let figures = Figures { page: Page::List, cpu: [12.0, 10.0, 1.2], rate: [1234.0, 1500.0, 0.8] };
        let missing = vec!["instructions (no valgrind)".to_owned()];
        let report = Report { pages: vec![("SQLite", vec![figures])], missing, ..Report::default() };
        let text = report.text();
        assert!(
            text.contains("| SQLite, list | 12 µs | 10 µs | **1.20** | 1,234 | 1,500 |  | |  |"),
            "{text}"
        );
        assert!(text.ends_with("Not measured: instructions (no valgrind).\n"), "{text}");
        let columns = |line: &str| line.matches('|').count();
        let table: Vec<usize> = text.lines().filter(|line| line.starts_with('|')).map(columns).collect();
        assert!(table.iter().all(|columns| *columns == 10), "{text}");
    }
}
