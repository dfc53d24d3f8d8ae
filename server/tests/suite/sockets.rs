//! The server on a real socket: clients that dawdle, flood, or are still there at the end.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use sightline::{AppState, Clock, Limits, ops, router};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::oneshot,
    task::JoinHandle,
};

use crate::support::{NOW, Server};

const HEAD: &str = "Host: sightline.example\r\n";

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

async fn run(limits: Limits) -> Running {
    let server = Server::with(|config| config.limits = limits).await;
    let app = AppState::new(
        server.config.clone(),
        server.store.clone(),
        Clock::Fixed(NOW),
    )
    .unwrap();
    let listener = ops::bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(async move {
        let stopped = async {
            let _ = stopped.await;
        };
        let limits = &server.config.limits;
        ops::listen(&app, listener, router::build(app.clone()), limits, stopped).await;
    });
    Running {
        address,
        stop,
        task,
    }
}

fn limits() -> Limits {
    Limits {
        head_time: Duration::from_millis(300),
        body_time: Duration::from_millis(300),
        request_time: Duration::from_millis(600),
        ..Limits::default()
    }
}

async fn connect(running: &Running) -> TcpStream {
    TcpStream::connect(running.address).await.unwrap()
}

/// All that comes until the server closes; fails after ten seconds.
async fn rest(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let mut chunk = [0; 4096];
    let all = async {
        // A reset ends it as well.
        while let Ok(n @ 1..) = stream.read(&mut chunk).await {
            text.extend_from_slice(&chunk[..n]);
        }
    };
    let ended = tokio::time::timeout(Duration::from_secs(10), all).await;
    ended.expect("the server keeps the connection");
    String::from_utf8(text).unwrap()
}

async fn is_served(running: &Running) -> bool {
    let mut stream = connect(running).await;
    let request = format!("GET /healthz HTTP/1.1\r\n{HEAD}Connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    rest(&mut stream).await.starts_with("HTTP/1.1 200 OK")
}

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_cut_off() {
    let running = run(limits()).await;
    let mut stream = connect(&running).await;
    let start = Instant::now();
    let drip = async {
        for byte in format!("GET / HTTP/1.1\r\n{HEAD}").bytes().cycle() {
            if stream.write_all(&[byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let cut = tokio::time::timeout(Duration::from_secs(5), drip).await;
    cut.expect("the server reads on and on");
    assert!(start.elapsed() < Duration::from_secs(3));
    assert!(is_served(&running).await);
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let running = run(limits()).await;
    let mut silent = connect(&running).await;
    assert!(!rest(&mut silent).await.contains("200"));
    let mut idle = connect(&running).await;
    let request = format!("GET /healthz HTTP/1.1\r\n{HEAD}\r\n");
    idle.write_all(request.as_bytes()).await.unwrap();
    assert!(rest(&mut idle).await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn a_body_that_comes_byte_by_byte_is_cut_off() {
    let running = run(limits()).await;
    let mut stream = connect(&running).await;
    let request =
        format!("POST /connect/installed HTTP/1.1\r\n{HEAD}Content-Length: 1000\r\n\r\n{{");
    stream.write_all(request.as_bytes()).await.unwrap();
    let start = Instant::now();
    let answer = rest(&mut stream).await;
    assert!(
        answer.starts_with("HTTP/1.1 408 Request Timeout"),
        "{answer}"
    );
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn ten_megabytes_are_not_read_to_their_end() {
    let running = run(limits()).await;
    for head in [
        "Content-Length: 10485760\r\n",
        "Transfer-Encoding: chunked\r\n",
    ] {
        let mut stream = connect(&running).await;
        let request = format!("POST /connect/installed HTTP/1.1\r\n{HEAD}{head}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let (mut reader, mut writer) = stream.split();
        let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x1_0000));
        let flood = async {
            let mut sent = 0;
            while sent < 10 * 1024 * 1024 {
                match writer.write(chunk.as_bytes()).await {
                    Ok(n) => sent += n,
                    Err(_) => break,
                }
            }
            sent
        };
        let answer = async {
            let mut answer = [0; 12];
            reader.read_exact(&mut answer).await.map(|_| answer)
        };
        let both = async { tokio::join!(flood, answer) };
        let both = tokio::time::timeout(Duration::from_secs(5), both).await;
        let (_, answer) = both.expect("the server reads on and on");
        assert_eq!(&answer.unwrap(), b"HTTP/1.1 413", "{head}");
        let mut end = Vec::new();
        let _ = stream.read_to_end(&mut end).await;
    }
    assert!(is_served(&running).await);
}

#[tokio::test]
async fn a_head_over_the_limit_is_refused() {
    let running = run(limits()).await;
    let mut stream = connect(&running).await;
    let request = format!(
        "GET / HTTP/1.1\r\n{HEAD}X-Filler: {}\r\n\r\n",
        "x".repeat(64 * 1024)
    );
    let _ = stream.write_all(request.as_bytes()).await;
    let answer = rest(&mut stream).await;
    let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE.as_u16();
    assert!(
        answer.is_empty() || answer.contains(&status.to_string()),
        "{answer}"
    );
    assert!(is_served(&running).await);
}

#[tokio::test]
async fn connections_over_the_limit_wait_for_their_turn() {
    let running = run(Limits {
        connections: 2,
        ..limits()
    })
    .await;
    let _held = [connect(&running).await, connect(&running).await];
    let start = Instant::now();
    assert!(is_served(&running).await);
    // Not before the idle ones were closed.
    assert!(start.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn a_burst_of_connections_waits_with_the_system_and_is_not_sent_away() {
    let running = run(Limits {
        connections: 1,
        head_time: Duration::from_secs(60),
        ..limits()
    })
    .await;
    let _held = connect(&running).await;
    // A connection for which there is no room is tried again after 1, 3, 7 and 15 seconds.
    let mut waiting = Vec::new();
    for n in 0..600 {
        let next = tokio::time::timeout(Duration::from_secs(10), connect(&running));
        waiting.push(next.await.unwrap_or_else(|_| panic!("no room for {n}")));
    }
}

#[tokio::test]
async fn a_stop_lets_a_running_request_finish_and_takes_no_new_one() {
    let running = run(Limits {
        request_time: Duration::from_secs(5),
        head_time: Duration::from_secs(5),
        ..Limits::default()
    })
    .await;
    let mut stream = connect(&running).await;
    let body = r#"{"eventType": "nonsense", "clientKey": "c"}"#;
    let length = body.len();
    let head =
        format!("POST /connect/installed HTTP/1.1\r\n{HEAD}Content-Length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(running.address).await.is_err());
    stream.write_all(body.as_bytes()).await.unwrap();
    assert!(
        rest(&mut stream)
            .await
            .starts_with("HTTP/1.1 400 Bad Request")
    );
    running.task.await.unwrap();
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let running = run(Limits {
        request_time: Duration::from_secs(60),
        stop_time: Duration::from_millis(200),
        ..Limits::default()
    })
    .await;
    let mut stream = connect(&running).await;
    let head = format!("POST /connect/installed HTTP/1.1\r\n{HEAD}Content-Length: 9\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(5), running.task).await;
    ended.expect("the stop waits on and on").unwrap();
}
