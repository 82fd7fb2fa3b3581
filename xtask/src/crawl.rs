//! Follows every internal link of a running server, from its first page.
//!
//! Called by `example`. A link that leads to neither a page nor a redirect is a fault of links; what
//! the HTML5 parser reports is a fault of markup.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use ureq::Agent;
use url::{Position, Url};

use crate::cluster::Fault;
use crate::{html, signal};

/// A site that links to more pages than this makes them up as it goes.
const LIMIT: usize = 20_000;

/// What a crawl has found.
#[derive(Debug, Default)]
pub(crate) struct Crawl {
    /// How many addresses were fetched.
    pub(crate) fetched: usize,
    /// How many of them were HTML pages.
    pub(crate) pages: usize,
    /// Links that lead nowhere, with the page they stand on.
    pub(crate) links: Vec<String>,
    /// Errors of the HTML5 parser, with their page.
    pub(crate) markup: Vec<String>,
}

/// Fetches `start` and all that it leads to on the same server.
pub(crate) fn crawl(start: &Url) -> Result<Crawl, Fault> {
    let config = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .build();
    let agent = Agent::new_with_config(config);
    let mut crawl = Crawl::default();
    // Each address and the page that linked to it first.
    let mut seen = BTreeMap::from([(start.clone(), "the start".to_owned())]);
    let mut waiting = VecDeque::from([start.clone()]);
    while let Some(url) = waiting.pop_front() {
        if signal::interrupted() {
            return Err("interrupted".into());
        }
        if crawl.fetched == LIMIT {
            return Err(format!("more than {LIMIT} addresses; the last is {url}").into());
        }
        let from = seen.get(&url).cloned().unwrap_or_default();
        for link in crawl.fetch(&agent, &url, &from)? {
            let Some(next) = internal(&url, &link) else { continue };
            if !seen.contains_key(&next) {
                seen.insert(next.clone(), path(&url));
                waiting.push_back(next);
            }
        }
    }
    Ok(crawl)
}

impl Crawl {
    /// Fetches one address and returns its links.
    fn fetch(&mut self, agent: &Agent, url: &Url, from: &str) -> Result<Vec<String>, Fault> {
        self.fetched += 1;
        let place = path(url);
        let mut response = match agent.get(url.as_str()).call() {
            Ok(response) => response,
            Err(fault) => {
                self.links.push(format!("{place} (linked by {from}): {fault}"));
                return Ok(Vec::new());
            }
        };
        let status = response.status();
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        if status.is_redirection() {
            let Some(target) = header("location") else {
                self.links.push(format!("{place} (linked by {from}): {status} without a location"));
                return Ok(Vec::new());
            };
            return Ok(vec![target.to_owned()]);
        }
        if status != 200 {
            self.links.push(format!("{place} (linked by {from}): {status}"));
            return Ok(Vec::new());
        }
        let is_html = header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        let body = response.body_mut().read_to_vec()?;
        if !is_html {
            return Ok(Vec::new());
        }
        self.pages += 1;
        let page = html::parse(&String::from_utf8_lossy(&body))?;
        self.markup.extend(page.errors.iter().map(|error| format!("{place}: {error}")));
        if std::str::from_utf8(&body).is_err() {
            self.markup.push(format!("{place}: not UTF-8"));
        }
        Ok(page.links)
    }
}

/// The address of a link on the same server, without its fragment.
fn internal(page: &Url, link: &str) -> Option<Url> {
    let mut url = page.join(link).ok()?;
    url.set_fragment(None);
    (url.origin() == page.origin()).then_some(url)
}

/// An address as the site itself writes it.
fn path(url: &Url) -> String {
    url[Position::BeforePath..].to_owned()
}

impl std::fmt::Display for Crawl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} addresses, {} pages of HTML", self.fetched, self.pages)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::{Ipv4Addr, TcpListener};

    use super::*;

    /// Answers a path, until the test ends: the thread ends with the program.
    fn serve(answer: fn(&str) -> (&'static str, &'static str, String)) -> Url {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let mut line = String::new();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                reader.read_line(&mut line).unwrap();
                while reader.read_line(&mut String::new()).unwrap() > 2 {}
                let (status, header, body) = answer(line.split(' ').nth(1).unwrap());
                let length = body.len();
                write!(
                    stream,
                    "HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                )
                .unwrap();
            }
        });
        url
    }

    fn page(body: &str) -> (&'static str, &'static str, String) {
        let text = format!("<!DOCTYPE html><html><head><title>T</title></head><body>{body}</body></html>");
        ("200 OK", "Content-Type: text/html; charset=utf-8", text)
    }

    #[test]
    fn every_internal_link_is_followed_once() {
        let url = serve(|path| match path {
            "/" => {
                page("<a href=\"/a/\">a</a> <a href=\"http://example.invalid/\">x</a> <a href=\"#top\">t</a>")
            }
            "/a/" => page("<a href=\"../\">home</a> <a href=\"?page=2\">2</a> <a href=\"/old/\">o</a>"),
            "/a/?page=2" => page("<a href=\"/style.css\">s</a>"),
            "/old/" => ("301 Moved", "Location: /a/?page=3", String::new()),
            "/a/?page=3" => page("3"),
            "/style.css" => ("200 OK", "Content-Type: text/css", "</div>".to_owned()),
            _ => ("404 Not Found", "Content-Type: text/html", String::new()),
        });
        let crawl = crawl(&url).unwrap();
        assert_eq!((crawl.fetched, crawl.pages), (6, 4));
        assert_eq!((crawl.links, crawl.markup), (Vec::new(), Vec::new()));
    }

    #[test]
    fn what_leads_nowhere_is_named_with_its_page() {
        let url = serve(|path| match path {
            "/" => page("<a href=\"/a/\">a</a><a href=\"/gone/?x=1\">a</a>"),
            "/a/" => page("<a href=\"/fault/\">a</a></div>"),
            "/fault/" => ("500 Internal Server Error", "Content-Type: text/html", String::new()),
            _ => ("404 Not Found", "Content-Type: text/html", String::new()),
        });
        let crawl = crawl(&url).unwrap();
        assert_eq!(
            crawl.links,
            ["/gone/?x=1 (linked by /): 404 Not Found", "/fault/ (linked by /a/): 500 Internal Server Error"]
        );
        assert_eq!(crawl.markup.len(), 1);
        assert!(crawl.markup.iter().all(|error| error.starts_with("/a/: ")));
    }
}
