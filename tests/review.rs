//! The door of `duizhao review`, knocked at over a raw socket: who is let in, and what is refused before it is read.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A review of two short texts, and how to reach it.
struct Served {
    child: Child,
    port: u16,
    token: String,
    folder: tempfile::TempDir,
}

impl Served {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("zh.txt"), "早上下了雨。\n\n我们去了市场。\n\n那里什么也没有。\n")
            .unwrap();
        fs::write(
            folder.path().join("en.txt"),
            "It rained in the morning.\n\nWe went to the market.\n\nThere was nothing.\n",
        )
        .unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_duizhao"))
            .args(["review", "zh.txt", "en.txt", "-q", "--no-open", "--idle", "60"])
            .current_dir(folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut talk = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let address = talk.find(|line| line.starts_with("http://")).expect("an address");
        let (place, token) = address.strip_prefix("http://127.0.0.1:").unwrap().split_once("/#").unwrap();
        Self { child, port: place.parse().unwrap(), token: token.to_owned(), folder }
    }

    /// The status of the answer to `head` and `body`, and the answer.
    fn ask(&self, head: &[&str], body: &[u8]) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let head = head.join("\r\n").replace("PORT", &self.port.to_string()).replace("TOKEN", &self.token);
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(b"\r\nConnection: close\r\n\r\n").unwrap();
        // Who is refused need not have been heard out.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        (status, answer)
    }

    fn journal(&self) -> String {
        fs::read_to_string(self.folder.path().join("zh--en.review.jsonl")).unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const HOST: &str = "Host: 127.0.0.1:PORT";
const TOKEN: &str = "X-Duizhao: TOKEN";
const JSON: &str = "Content-Type: application/json";

#[test]
fn the_page_is_let_in_and_what_it_does_is_on_the_disk() {
    let served = Served::start();
    let (status, frame) = served.ask(&["GET / HTTP/1.1", HOST], b"");
    assert_eq!(status, 200);
    assert!(
        !frame.contains("市场") && !frame.contains(&served.token),
        "the frame holds no text and no token"
    );
    let lower = frame.to_lowercase();
    assert!(
        lower.contains("content-security-policy: default-src 'none'")
            && lower.contains("cache-control: no-store")
    );
    assert!(!lower.contains("access-control-allow"));
    let (status, page) = served.ask(&["GET /page HTTP/1.1", "Host: localhost:PORT", TOKEN], b"");
    assert!(status == 200 && page.contains("市场"));
    let body = br#"{"v":1,"op":"confirm","row":1}"#;
    let length = format!("Content-Length: {}", body.len());
    let post = ["POST /do HTTP/1.1", HOST, TOKEN, JSON, "Origin: http://127.0.0.1:PORT", &length];
    let (status, answer) = served.ask(&post, body);
    assert!(status == 200 && answer.contains("data-st=\\\"confirmed\\\""), "{answer}");
    assert!(served.journal().contains("\"status\":\"confirmed\",\"source\":[\"我们去了市场。\"]"));
    // Another window, which has not seen that, overwrites nothing.
    let (status, answer) = served.ask(&post, body);
    assert!(status == 409 && answer.ends_with("{\"v\":2}"), "{answer}");
    let body = br#"{"v":2,"op":"merge","row":2}"#;
    let length = format!("Content-Length: {}", body.len());
    let (status, answer) = served.ask(&["POST /do HTTP/1.1", HOST, TOKEN, JSON, &length], body);
    assert!(status == 422 && answer.contains("\"no\":\"confirmed\""), "{answer}");
    let (status, table) = served.ask(&["GET /export?format=tsv HTTP/1.1", HOST, TOKEN], b"");
    assert!(status == 200 && table.contains("confirmed"), "{table}");
}

#[test]
fn nobody_else_is() {
    let served = Served::start();
    let before = served.journal();
    #[track_caller]
    fn check(served: &Served, head: &[&str], body: &[u8], expected: u16) {
        let (status, answer) = served.ask(head, body);
        assert_eq!(status, expected, "{head:?}: {answer}");
        assert!(!answer.contains("市场"), "{answer}");
    }
    let body = br#"{"v":1,"op":"confirm","row":1}"#;
    let length = format!("Content-Length: {}", body.len());
    // A page of another name that was made to mean this machine.
    check(&served, &["GET / HTTP/1.1", "Host: evil.example"], b"", 403);
    check(&served, &["GET /page HTTP/1.1", "Host: evil.example:PORT", TOKEN], b"", 403);
    check(&served, &["GET /page HTTP/1.1", "Host: 127.0.0.1.evil.example:PORT", TOKEN], b"", 403);
    check(&served, &["GET /page HTTP/1.1", "Host: 127.0.0.1", TOKEN], b"", 403);
    check(&served, &["GET /page HTTP/1.1", HOST, "Host: evil.example", TOKEN], b"", 403);
    check(&served, &["GET http://evil.example/page HTTP/1.1", HOST, TOKEN], b"", 403);
    // A form of another site, with the token even.
    for origin in [
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ] {
        check(&served, &["POST /do HTTP/1.1", HOST, origin, TOKEN, JSON, &length], body, 403);
    }
    check(&served, &["POST /do HTTP/1.1", HOST, TOKEN, "Content-Type: text/plain", &length], body, 415);
    check(
        &served,
        &["POST /do HTTP/1.1", HOST, TOKEN, "Content-Type: application/x-www-form-urlencoded", &length],
        body,
        415,
    );
    check(&served, &["OPTIONS /do HTTP/1.1", HOST, "Origin: https://evil.example"], b"", 403);
    // No token, or another.
    for path in ["/page", "/state", "/export?format=tsv"] {
        check(&served, &[&format!("GET {path} HTTP/1.1"), HOST], b"", 403);
        check(
            &served,
            &[&format!("GET {path} HTTP/1.1"), HOST, "X-Duizhao: 00000000000000000000000000000000"],
            b"",
            403,
        );
        check(&served, &[&format!("GET {path} HTTP/1.1"), HOST, "X-Duizhao:"], b"", 403);
    }
    check(&served, &["POST /do HTTP/1.1", HOST, JSON, &length], body, 403);
    check(&served, &["POST /bye HTTP/1.1", HOST, JSON, "Content-Length: 2"], b"{}", 403);
    // Two megabytes, said and unsaid.
    let much = vec![b' '; 2 << 20];
    let long = format!("Content-Length: {}", much.len());
    check(&served, &["POST /do HTTP/1.1", HOST, TOKEN, JSON, &long], &much[..64], 413);
    let chunked = [format!("{:x}\r\n", much.len()).as_bytes(), &much, b"\r\n0\r\n\r\n"].concat();
    let (status, _) =
        served.ask(&["POST /do HTTP/1.1", HOST, TOKEN, JSON, "Transfer-Encoding: chunked"], &chunked);
    assert!(status == 413 || status == 0, "{status}");
    // Paths in names, names of files.
    for path in [
        "/../zh.txt",
        "/zh.txt",
        "/%2e%2e/zh.txt",
        "/export?format=../../zh.txt",
        "/export?format=tsv&o=/tmp/x",
        "/page/../zh.txt",
        "//evil.example/",
    ] {
        check(&served, &[&format!("GET {path} HTTP/1.1"), HOST, TOKEN], b"", 404);
    }
    for body in [
        &b"{}"[..],
        b"[",
        b"{\"v\":1,\"op\":\"rm\"}",
        b"{\"v\":1,\"op\":\"up\",\"row\":18446744073709551616}",
        b"\xff\xfe",
    ] {
        let length = format!("Content-Length: {}", body.len());
        check(&served, &["POST /do HTTP/1.1", HOST, TOKEN, JSON, &length], body, 400);
    }
    let far =
        br#"{"v":1,"op":"link","row":4294967295,"column":4294967295,"place":4294967295,"to":4294967295}"#;
    let length = format!("Content-Length: {}", far.len());
    check(&served, &["POST /do HTTP/1.1", HOST, TOKEN, JSON, &length], far, 422);
    check(&served, &["PUT /do HTTP/1.1", HOST, TOKEN, JSON, "Content-Length: 2"], b"{}", 405);
    assert_eq!(served.journal(), before, "nothing was done");
}

/// A second review of the same texts would write between the lines of the first.
#[test]
fn one_reviews_at_a_time() {
    let served = Served::start();
    let second = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .args(["review", "zh.txt", "en.txt", "-q", "--no-page"])
        .current_dir(served.folder.path())
        .output()
        .unwrap();
    let talk = String::from_utf8_lossy(&second.stderr);
    assert!(second.status.code() == Some(2) && talk.contains("is open in another window"), "{talk}");
}
