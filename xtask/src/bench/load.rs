//! Asks a server for pages as fast as it answers: connections that stay open, each with one request at a time. Called by
//! `measure`; `Client` also by whoever needs a single page.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpStream},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use super::cpu;
use crate::{cluster::Fault, signal};

/// Connections at a time.
const CONNECTIONS: usize = 8;

/// A page takes far less, also under valgrind.
const PATIENCE: Duration = Duration::from_secs(120);

/// One open connection of HTTP/1.1.
#[derive(Debug)]
pub(super) struct Client {
    stream: TcpStream,
    chunk: Vec<u8>,
    answer: Vec<u8>,
}

/// What a server answered.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    /// The status.
    pub(super) status: u16,
    /// The body.
    pub(super) body: &'a [u8],
}

impl Client {
    /// Connects to a port of this machine.
    pub(super) fn connect(port: u16) -> std::io::Result<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, chunk: vec![0; 1 << 16], answer: Vec::new() })
    }

    /// Asks for a page.
    pub(super) fn get(&mut self, path: &str) -> Result<Answer<'_>, Fault> {
        self.send(path, &format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"))
    }

    /// Sends a form, URL-encoded.
    pub(super) fn post(&mut self, path: &str, body: &str) -> Result<Answer<'_>, Fault> {
        let length = body.len();
        let kind = "content-type: application/x-www-form-urlencoded";
        let head =
            format!("POST {path} HTTP/1.1\r\nhost: localhost\r\n{kind}\r\ncontent-length: {length}\r\n\r\n");
        self.send(path, &(head + body))
    }

    fn send(&mut self, path: &str, request: &str) -> Result<Answer<'_>, Fault> {
        self.stream.write_all(request.as_bytes())?;
        self.answer.clear();
        let mut head = None;
        loop {
            let read = self.stream.read(&mut self.chunk)?;
            if read == 0 {
                return Err(format!("{path}: the server has closed the connection").into());
            }
            self.answer.extend_from_slice(self.chunk.get(..read).unwrap_or_default());
            if head.is_none() {
                head = Head::parse(&self.answer).transpose().map_err(|fault| format!("{path}: {fault}"))?;
            }
            if let Some(head) = &head
                && let Some(body) = self.answer.get(head.size..)
                && body.len() >= head.length
            {
                return Ok(Answer {
                    status: head.status,
                    body: self.answer.get(head.size..).unwrap_or_default(),
                });
            }
        }
    }
}

/// The head of an answer: its own size, the status and the body's size.
struct Head {
    size: usize,
    status: u16,
    length: usize,
}

impl Head {
    /// `None` when its end has not arrived.
    fn parse(answer: &[u8]) -> Option<Result<Self, &'static str>> {
        let size = answer.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
        let head = String::from_utf8_lossy(answer.get(..size)?);
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let length = head.lines().filter_map(|line| line.split_once(':')).find_map(|(name, value)| {
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
        });
        Some(match (status, length) {
            (Some(status), Some(length)) => Ok(Self { size, status, length }),
            _ => Err("an answer without status or content-length"),
        })
    }
}

/// What a load has done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Done {
    /// Pages answered.
    pub(super) requests: u64,
    /// In how many seconds.
    pub(super) seconds: f64,
}

/// Asks for pages for as long as `duration` says; `path` is given the number of the request. An answer other than 200 is a
/// fault.
pub(super) fn run(
    port: u16,
    duration: Duration,
    core: Option<usize>,
    path: impl Fn(u64) -> String + Sync,
) -> Result<Done, Fault> {
    run_with(port, duration, core, 200, |client, number| {
        client.get(&path(number)).map(|answer| answer.status)
    })
}

/// The same with any request; an answer with another status than `expected` is a fault.
pub(super) fn run_with(
    port: u16,
    duration: Duration,
    core: Option<usize>,
    expected: u16,
    send: impl Fn(&mut Client, u64) -> Result<u16, Fault> + Sync,
) -> Result<Done, Fault> {
    let next = AtomicU64::new(0);
    let start = Instant::now();
    let ask = || -> Result<u64, Fault> {
        let mut client = Client::connect(port)?;
        let mut answered = 0;
        while start.elapsed() < duration && !signal::interrupted() {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let status = send(&mut client, number)?;
            if status != expected {
                return Err(format!("request {number}: {status}").into());
            }
            answered += 1;
        }
        Ok(answered)
    };
    let requests = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(|| cpu::on(core, ask))).collect();
        asking
            .into_iter()
            .map(|thread| thread.join().map_err(|_| "a client panicked")?)
            .sum::<Result<u64, Fault>>()
    })?;
    Ok(Done { requests, seconds: start.elapsed().as_secs_f64() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufRead as _;

    #[test]
    fn a_head_is_read_when_it_is_whole() {
        assert!(Head::parse(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n").is_none());
        let head = Head::parse(b"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nhello").unwrap().unwrap();
        assert_eq!((head.size, head.status, head.length), (45, 404, 5));
        assert!(Head::parse(b"HTTP/1.1 200 OK\r\n\r\n").unwrap().is_err());
    }

    #[test]
    fn every_answer_is_counted() {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let served = AtomicU64::new(0);
        let done = std::thread::scope(|scope| {
            scope.spawn(|| {
                for stream in listener.incoming().take(CONNECTIONS) {
                    let served = &served;
                    scope.spawn(move || {
                        let stream = stream.unwrap();
                        for line in std::io::BufReader::new(&stream).lines().map_while(Result::ok) {
                            if line.is_empty() {
                                served.fetch_add(1, Ordering::SeqCst);
                                (&stream)
                                    .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
                                    .unwrap();
                            }
                        }
                    });
                }
            });
            run(port, Duration::from_millis(50), None, |number| format!("/{number}/"))
        });
        assert_eq!(done.unwrap().requests, served.load(Ordering::SeqCst));
    }
}
