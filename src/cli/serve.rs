//! How does a page of this machine talk with the program, and nobody else?
//!
//! A port of the loopback is open to every page in the person's browser and to every program on the machine. So a request
//! is asked who it is before a byte of it is read:
//!
//! 1. `Host` must be the address that was opened, or a page of another name that was made to mean this machine
//!    (DNS rebinding) would be let in;
//! 2. `Origin` must be ours where there is one, and `Sec-Fetch-Site` ours or none, or any page could send a form;
//! 3. all but the empty frame of the page asks for the token, 128 random bits in a header, which a page of another
//!    origin cannot set without asking first, and no answer ever allows it (no CORS);
//! 4. a body is JSON and short, and is said to be so before it is read.
//!
//! The token stands behind the `#` of the address, so that it is in no log and no `Referer`. A cookie would be sent by
//! the browser itself, to every port of this machine.
//!
//! One thread answers, one request at a time: there is one person, and an order of operations. hyper reads HTTP, as the
//! one that most others stand on and that is kept best (1.12 of 2026); it and tokio's one-thread runtime add 14 crates.
//! tiny_http would add 4 and has had no release since 2022; axum adds routes, of which there are six, and 23 crates.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::io::Write;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use duizhao::format::{Error, Result, forms};
use duizhao::report::html;
use duizhao::review::{Acted, Operation};
use duizhao::say;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::task::LocalSet;

use super::review::{Asked, Failed, Session};

/// The longest body that is read, in bytes; an operation is a few hundred.
const LONGEST: usize = 1 << 20;

/// How long the head of a request may take, and its body.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves `session` on `port` of this machine until the page says that it is done, or no page has been open for as long
/// as `idle`. The address is printed, and opened in the browser if `opens`.
pub fn serve(session: &mut Session, port: u16, opens: bool, idle: Duration) -> Result<()> {
    let failed = |error: std::io::Error| {
        Error::content(
            "review",
            say!(en: "cannot listen on this machine: {error}", zh: "无法在本机监听：{error}", error = error.to_string()),
        )
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let local = LocalSet::new();
    local.block_on(&runtime, async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let token = token()?;
        let address = format!("http://127.0.0.1:{port}/#{token}");
        // The one line that must be seen, whatever else is not said.
        let _ = writeln!(anstream::stderr(), "{address}");
        if opens && let Err(error) = open::that_detached(&address) {
            session.say(say!(
                en: "no browser could be opened ({error}); open the address above",
                zh: "打不开浏览器（{error}）；请自行打开上面的地址",
                error = error.to_string()
            ));
        }
        accept(&listener, port, token, session, idle).await
    })
}

/// 128 random bits as hexadecimal digits.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error: getrandom::Error| Error::content("review", say!(en: "the system gives no random numbers: {error}", zh: "系统给不出随机数：{error}", error = error.to_string())))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What every request is answered from.
struct State<'s, 'a> {
    session: RefCell<&'s mut Session<'a>>,
    hosts: [String; 2],
    token: String,
    heard: Cell<Instant>,
    is_done: Cell<bool>,
}

async fn accept(
    listener: &TcpListener,
    port: u16,
    token: String,
    session: &mut Session<'_>,
    idle: Duration,
) -> Result<()> {
    let state = State {
        session: RefCell::new(session),
        hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
        token,
        heard: Cell::new(Instant::now()),
        is_done: Cell::new(false),
    };
    let state = &state;
    let mut connections = Connections::default();
    let mut tick = tokio::time::interval(Duration::from_millis(500));
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let next = Next { listener, tick: &mut tick, connections: &mut connections }.await;
        match next {
            Event::Connection(stream) => {
                let service = service_fn(move |request| answer(state, request));
                let connection = hyper::server::conn::http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(PATIENCE)
                    .max_buf_size(64 << 10)
                    .serve_connection(TokioIo::new(stream), service);
                connections.add(connection);
            }
            Event::Tick => {
                if state.is_done.get() {
                    // The last answer has been sent by now, or never will be.
                    return Ok(());
                }
                state.session.borrow_mut().look();
                if state.heard.get().elapsed() > idle {
                    let said =
                        say!(en: "no page is open any more; the review ends", zh: "页面都已关闭，校对结束");
                    state.session.borrow().say(said);
                    return Ok(());
                }
            }
        }
    }
}

/// Connections that are open, each of which goes on whenever something happens.
#[derive(Default)]
struct Connections<'c> {
    open: Vec<std::pin::Pin<Box<dyn Future<Output = ()> + 'c>>>,
}

impl<'c> Connections<'c> {
    /// More than any browser opens; what comes beyond waits in the system.
    const MOST: usize = 64;

    fn add<E>(&mut self, connection: impl Future<Output = std::result::Result<(), E>> + 'c) {
        // That somebody hung up is no matter.
        self.open.push(Box::pin(async { drop(connection.await) }));
    }
}

enum Event {
    Connection(tokio::net::TcpStream),
    Tick,
}

/// What happens next; connections go on meanwhile.
struct Next<'n, 'c> {
    listener: &'n TcpListener,
    tick: &'n mut tokio::time::Interval,
    connections: &'n mut Connections<'c>,
}

impl Future for Next<'_, '_> {
    type Output = Event;

    fn poll(mut self: std::pin::Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> std::task::Poll<Event> {
        use std::task::Poll;
        let this = &mut *self;
        this.connections.open.retain_mut(|connection| connection.as_mut().poll(cx).is_pending());
        if this.connections.open.len() < Connections::MOST
            && let Poll::Ready(Ok((stream, _))) = this.listener.poll_accept(cx)
        {
            return Poll::Ready(Event::Connection(stream));
        }
        this.tick.poll_tick(cx).map(|_| Event::Tick)
    }
}

type Answer = Response<Full<Bytes>>;

async fn answer(
    state: &State<'_, '_>,
    request: Request<Incoming>,
) -> std::result::Result<Answer, Infallible> {
    let answer = match allowed(state, &request) {
        Err((status, why)) => closed(plain(status, why)),
        Ok(()) => routed(state, request).await,
    };
    Ok(guarded(answer))
}

/// Whether the request may be read; if not, why.
fn allowed(
    state: &State,
    request: &Request<Incoming>,
) -> std::result::Result<(), (StatusCode, &'static str)> {
    let forbidden = |why| Err((StatusCode::FORBIDDEN, why));
    let headers = request.headers();
    let is_host = |host: &str| state.hosts.iter().any(|own| own == host);
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) {
        (Some(host), None) if is_host(host) => {}
        _ => return forbidden("this is no address of the review"),
    }
    if request.uri().authority().is_some_and(|authority| !is_host(authority.as_str())) {
        return forbidden("this is no address of the review");
    }
    for origin in headers.get_all(header::ORIGIN) {
        let own = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        if !own.is_some_and(is_host) {
            return forbidden("asked by another page");
        }
    }
    let is_own = |site: &HeaderValue| matches!(site.as_bytes(), b"same-origin" | b"none");
    if !headers.get_all("sec-fetch-site").iter().all(is_own) {
        return forbidden("asked by another page");
    }
    let (method, path) = (request.method(), request.uri().path());
    if method == Method::GET && path == "/" {
        return Ok(());
    }
    let given = headers.get("x-duizhao").map_or(&[][..], HeaderValue::as_bytes);
    if !is_same(given, state.token.as_bytes()) {
        return forbidden("without the token of this review");
    }
    if method == Method::POST {
        let is_json =
            headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == b"application/json");
        if !is_json {
            return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "only JSON is read"));
        }
        let length = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if length.is_some_and(|length| length > LONGEST)
            || request.body().size_hint().lower() > LONGEST as u64
        {
            return Err((StatusCode::PAYLOAD_TOO_LARGE, "longer than any operation"));
        }
    }
    Ok(())
}

/// Whether two strings are the same, in a time that does not say how far they are.
fn is_same(given: &[u8], known: &[u8]) -> bool {
    given.len() == known.len() && given.iter().zip(known).fold(0, |odd, (a, b)| odd | (a ^ b)) == 0
}

async fn routed(state: &State<'_, '_>, request: Request<Incoming>) -> Answer {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    match (method, uri.path()) {
        (Method::GET, "/") => {
            let (page, policy) = html::frame();
            let mut answer = typed(StatusCode::OK, "text/html; charset=utf-8", page);
            if let Ok(policy) = HeaderValue::from_str(&policy) {
                answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            answer
        }
        (Method::GET, "/page") => {
            state.heard.set(Instant::now());
            typed(StatusCode::OK, "text/html; charset=utf-8", state.session.borrow().page())
        }
        (Method::GET, "/state") => {
            state.heard.set(Instant::now());
            let session = state.session.borrow();
            json(StatusCode::OK, &serde_json::json!({ "v": session.version(), "said": session.said() }))
        }
        (Method::GET, "/export") => exported(state, uri.query().unwrap_or_default()),
        (Method::POST, "/do") => match read(request).await {
            Err(answer) => answer,
            Ok(body) => done(state, &body),
        },
        (Method::POST, "/bye") => {
            state.is_done.set(true);
            closed(json(StatusCode::OK, &serde_json::json!({ "v": state.session.borrow().version() })))
        }
        (Method::GET | Method::POST, _) => plain(StatusCode::NOT_FOUND, "there is no such thing here"),
        _ => closed(plain(StatusCode::METHOD_NOT_ALLOWED, "neither asked for nor done")),
    }
}

/// The rows in the format that `query` names. The name of the file is made here, and none is ever taken from a request.
fn exported(state: &State, query: &str) -> Answer {
    let form = query.strip_prefix("format=").and_then(forms::named);
    let Some((form, bytes)) = form.and_then(|form| Some((form, state.session.borrow().exported(form)?)))
    else {
        return plain(StatusCode::NOT_FOUND, "no such format");
    };
    match bytes {
        Err(error) => plain(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        Ok(bytes) => {
            let mut answer = typed(StatusCode::OK, "application/octet-stream", bytes);
            if let Ok(name) =
                HeaderValue::from_str(&format!("attachment; filename=\"rows.{}\"", form.extension))
            {
                answer.headers_mut().insert(header::CONTENT_DISPOSITION, name);
            }
            answer
        }
    }
}

async fn read(request: Request<Incoming>) -> std::result::Result<Bytes, Answer> {
    let body = Limited::new(request.into_body(), LONGEST).collect();
    match tokio::time::timeout(PATIENCE, body).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(_)) => Err(closed(plain(StatusCode::PAYLOAD_TOO_LARGE, "longer than any operation"))),
        Err(_) => Err(closed(plain(StatusCode::REQUEST_TIMEOUT, "did not come in time"))),
    }
}

/// What a page asks to have done.
#[derive(Deserialize)]
struct Wish {
    v: u64,
    op: String,
    #[serde(default)]
    row: usize,
    #[serde(default)]
    column: usize,
    #[serde(default)]
    place: usize,
    #[serde(default)]
    count: usize,
    #[serde(default)]
    to: usize,
    #[serde(default)]
    characters: usize,
    #[serde(default)]
    note: String,
}

impl Wish {
    fn asked(self) -> Option<Asked> {
        /// A note is a line or two.
        const LONGEST_NOTE: usize = 4000;
        let Self { row, column, place, count, to, characters, mut note, .. } = self;
        note = note.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_NOTE).collect();
        let operation = match self.op.as_str() {
            "undo" => return Some(Asked::Undo),
            "redo" => return Some(Asked::Redo),
            "confirm" => Operation::Confirm(row),
            "take-back" => Operation::TakeBack(row),
            "confirm-above" => Operation::ConfirmAbove(row),
            "doubt" => Operation::Doubt(row, note),
            "note" => Operation::Note(row, note),
            "up" => Operation::Up { row, column, count },
            "down" => Operation::Down { row, column, count },
            "split" => Operation::Split { row, column, place },
            "merge" => Operation::Merge(row),
            "apart" => Operation::Apart { row, column, place },
            "shift-up" => Operation::ShiftUp { row, column },
            "shift-down" => Operation::ShiftDown { row, column },
            "link" => Operation::Link { row, column, place, to },
            "unlink" => Operation::Unlink(row),
            "cut" => Operation::Cut { row, column, place, characters },
            "join" => Operation::Join { row, column, place },
            _ => return None,
        };
        Some(Asked::Operation(operation))
    }
}

/// Does what `body` asks for.
fn done(state: &State, body: &[u8]) -> Answer {
    state.heard.set(Instant::now());
    let Ok(wish) = serde_json::from_slice::<Wish>(body) else {
        return plain(StatusCode::BAD_REQUEST, "is no operation");
    };
    let version = wish.v;
    let Some(asked) = wish.asked() else { return plain(StatusCode::BAD_REQUEST, "is no operation") };
    let mut session = state.session.borrow_mut();
    let acted = session.act(version, &asked);
    let now = session.version();
    match acted {
        Ok(Acted { row, changed, instead_of, is_of_text }) => {
            let rows = if is_of_text { Vec::new() } else { session.rows(changed.clone()) };
            let answer = serde_json::json!({
                "v": now, "row": row, "at": changed.start, "instead": instead_of, "rows": rows, "text": is_of_text
            });
            json(StatusCode::OK, &answer)
        }
        Err(Failed::Conflict) => json(StatusCode::CONFLICT, &serde_json::json!({ "v": now })),
        Err(Failed::Refused(refusal)) => {
            json(StatusCode::UNPROCESSABLE_ENTITY, &serde_json::json!({ "v": now, "no": refusal.name() }))
        }
        Err(Failed::NothingToUndo) => {
            json(StatusCode::UNPROCESSABLE_ENTITY, &serde_json::json!({ "v": now, "no": "nothing-to-undo" }))
        }
        Err(Failed::Unsaved(error)) => {
            session.say(say!(en: "{error}", zh: "{error}", error = error.to_string()));
            json(
                StatusCode::INSUFFICIENT_STORAGE,
                &serde_json::json!({ "v": now, "error": error.to_string() }),
            )
        }
    }
}

fn typed(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}

fn plain(status: StatusCode, words: impl Into<String>) -> Answer {
    typed(status, "text/plain; charset=utf-8", words.into() + "\n")
}

fn json(status: StatusCode, value: &serde_json::Value) -> Answer {
    typed(status, "application/json", value.to_string())
}

/// The connection ends with this answer, whatever of the request was not read.
fn closed(mut answer: Answer) -> Answer {
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}

/// What every answer says of itself: that it is kept nowhere, shown in no other page, and taken for nothing else.
fn guarded(mut answer: Answer) -> Answer {
    let headers: &mut HeaderMap = answer.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}
