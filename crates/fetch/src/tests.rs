//! Whole fetches against servers on this machine: one test per thing that can happen on the way.

mod server;

use crate::{Client, FetchError, Limits, Response, Route, Wait};
use server::{Server, Step, ok, raw, redirect, serve, serve_tls};
use std::io::Write;
use std::time::Duration;
use url::Url;

const SHORT: Duration = Duration::from_millis(150);
/// Far longer than any test; a test that waits this out has failed.
const FOREVER: Duration = Duration::from_secs(60);

async fn get_within(limits: Limits, url: &Url) -> Result<Response, FetchError> {
    Client::with_route(limits, Route::Direct).unwrap().get(url).await
}

async fn get(url: &Url) -> Result<Response, FetchError> {
    get_within(Limits::default(), url).await
}

/// Fetches what must fail and returns the words after the address.
async fn words(limits: Limits, url: &Url) -> String {
    let error = get_within(limits, url).await.unwrap_err().to_string();
    let start = format!("cannot fetch '{url}': ");
    error.strip_prefix(&start).unwrap_or_else(|| panic!("{error}")).to_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

// A page comes.

#[tokio::test]
async fn a_page_comes_with_its_facts() {
    let headers = "Content-Type: text/html; charset=windows-1252\r\n\
                   ETag: \"v1\"\r\nLast-Modified: Tue, 12 Jan 2021 08:00:00 GMT\r\n";
    let server = serve(move |_| ok(headers, b"<p>caf\xe9</p>")).await;
    // The route that a reader takes, so that a proxy in the environment is passed by.
    let client = Client::new(Limits::default()).unwrap();
    let response = client.get(&server.url("/a?b")).await.unwrap();
    assert_eq!(response.bytes, b"<p>caf\xe9</p>");
    assert_eq!(response.final_url, server.url("/a?b"));
    let http = response.http;
    assert_eq!(http.requested_url, Some(server.url("/a?b").into()));
    assert_eq!(http.final_url, Some(server.url("/a?b").into()));
    assert_eq!(http.status, Some(200));
    assert_eq!(http.content_type.as_deref(), Some("text/html; charset=windows-1252"));
    assert_eq!(http.etag.as_deref(), Some("\"v1\""));
    assert_eq!(http.last_modified.as_deref(), Some("Tue, 12 Jan 2021 08:00:00 GMT"));
}

#[test]
fn no_proxy_stands_between_this_machine_and_itself() {
    // The environment is a process's own, so the test above runs again in one with a dead proxy.
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::a_page_comes_with_its_facts"])
        .envs(["http_proxy", "HTTP_PROXY", "all_proxy"].map(|name| (name, "http://127.0.0.1:9")))
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn a_request_says_who_asks_and_nothing_of_the_reader() {
    let server = serve(|_| ok("", "")).await;
    get(&server.url("/")).await.unwrap();
    Client::new(Limits::default()).unwrap().get_image(&server.url("/i")).await.unwrap();
    let [page, image] = <[String; 2]>::try_from(server.heads()).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert!(page.contains(&format!("user-agent: Palimpsest/{version} (desktop reader)\r\n")));
    assert!(page.contains("accept: text/html,"), "{page}");
    assert!(image.contains("accept: image/avif,"), "{image}");
    let mut names: Vec<&str> =
        page.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
}

#[tokio::test]
async fn credentials_are_used_and_not_kept() {
    let server = serve(|_| ok("", "")).await;
    let mut url = server.url("/");
    url.set_username("me").unwrap();
    url.set_password(Some("secret")).unwrap();
    let response = get(&url).await.unwrap();
    assert!(server.heads()[0].contains("authorization: Basic"));
    assert!(!format!("{response:?}").contains("secret"));
}

#[tokio::test]
async fn compressed_bodies_are_unpacked() {
    const WORDS: &[u8] = b"packed and unpacked, packed and unpacked";
    /// `WORDS`, by a Brotli compressor.
    const BROTLI: &[u8] = &[
        27, 39, 0, 248, 141, 211, 13, 119, 243, 115, 18, 34, 112, 200, 145, 126, 158, 90, 69, 73,
        25, 230, 86, 151, 148, 4, 67, 80, 54, 112, 1, 9, 127, 94, 131, 194, 33, 234,
    ];
    let server = serve(|path| match path {
        "/gzip" => ok("Content-Encoding: gzip\r\n", gzip(WORDS)),
        "/deflate" => ok("Content-Encoding: deflate\r\n", zlib(WORDS)),
        "/br" => ok("Content-Encoding: br\r\n", BROTLI),
        _ => ok("Content-Encoding: zstd\r\n", zstd::encode_all(WORDS, 3).unwrap()),
    })
    .await;
    for path in ["/gzip", "/deflate", "/br", "/zstd"] {
        assert_eq!(get(&server.url(path)).await.unwrap().bytes, WORDS, "{path}");
    }
}

#[tokio::test]
async fn an_empty_body_is_a_body() {
    let server = serve(|path| match path {
        "/200" => ok("", ""),
        _ => raw("HTTP/1.1 204 No Content\r\n\r\n"),
    })
    .await;
    assert_eq!(get(&server.url("/200")).await.unwrap().bytes, b"");
    assert_eq!(get(&server.url("/204")).await.unwrap().http.status, Some(204));
}

// Redirects.

#[tokio::test]
async fn redirects_are_followed_and_cookies_not_given_back() {
    let server = serve(|path| match path {
        "/1" => redirect("/2"),
        "/2" => redirect("3?x#top"),
        _ => ok("", "here"),
    })
    .await;
    let response = get(&server.url("/1")).await.unwrap();
    assert_eq!(server.paths(), ["/1", "/2", "/3?x"]);
    assert_eq!(response.final_url, server.url("/3?x"));
    assert_eq!(response.http.requested_url, Some(server.url("/1").into()));
    assert_eq!(response.http.final_url, Some(server.url("/3?x").into()));
    assert_eq!(response.bytes, b"here");
    for head in server.heads() {
        assert!(!head.contains("cookie:") && !head.contains("referer:"), "{head}");
    }
}

#[tokio::test]
async fn a_redirect_loop_is_told() {
    let server = serve(|path| redirect(if path == "/a" { "/b" } else { "/a" })).await;
    let words = words(Limits::default(), &server.url("/a")).await;
    assert_eq!(words, format!("its redirects lead in a circle, back to '{}'", server.url("/a")));
    assert_eq!(server.paths(), ["/a", "/b"]);
}

#[tokio::test]
async fn redirects_end_at_the_limit() {
    let server = serve(|path| redirect(&format!("{path}x"))).await;
    assert_eq!(words(Limits::default(), &server.url("/")).await, "more than 10 redirects");
    assert_eq!(server.paths().len(), 11);
    let none = Limits { max_redirects: 0, ..Limits::default() };
    assert_eq!(words(none, &server.url("/")).await, "more than 0 redirects");
}

#[tokio::test]
async fn a_redirect_to_a_file_is_refused() {
    let server = serve(|_| redirect("file:///etc/passwd")).await;
    let words = words(Limits::default(), &server.url("/")).await;
    assert_eq!(words, "it redirects to 'file:///etc/passwd', which is not a web address");
}

// The server says no.

#[tokio::test]
async fn other_answers_are_errors() {
    let server = serve(|path| {
        raw(format!("HTTP/1.1 {} Whatever\r\nContent-Length: 4\r\n\r\nsome", &path[1..]))
    })
    .await;
    let words = async |path| words(Limits::default(), &server.url(path)).await;
    assert_eq!(words("/404").await, "the server answered 404 (not found)");
    assert_eq!(words("/500").await, "the server answered 500 (internal server error)");
    assert_eq!(words("/302").await, "the server answered 302 (found)");
    assert_eq!(words("/304").await, "the server answered 304 (not modified)");
    assert_eq!(words("/599").await, "the server answered 599");
}

// There is no server.

#[tokio::test]
async fn other_schemes_are_refused() {
    for written in ["file:///etc/hosts", "ftp://a.example/", "data:text/html,x", "mailto:a@b.c"] {
        let url = Url::parse(written).unwrap();
        let scheme = url.scheme();
        assert_eq!(
            words(Limits::default(), &url).await,
            format!("'{scheme}' addresses are not fetched, only http and https")
        );
    }
}

#[tokio::test]
async fn a_closed_port_refuses() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap();
    assert_eq!(words(Limits::default(), &url).await, "the connection was refused");
}

#[tokio::test]
async fn a_name_without_address_is_told() {
    let url = Url::parse("http://no-such-host.invalid/a").unwrap();
    let words = words(Limits::default(), &url).await;
    // Which one depends on whether this machine has a name server to ask.
    assert!(
        words == "no such host 'no-such-host.invalid'"
            || words == "the host 'no-such-host.invalid' cannot be looked up now",
        "{words}"
    );
}

// The connection is not secure.

fn certificate(name: &str) -> rcgen::CertifiedKey<rcgen::KeyPair> {
    rcgen::generate_simple_self_signed([name.to_owned()]).unwrap()
}

fn trusting(certificate: &rcgen::CertifiedKey<rcgen::KeyPair>) -> Client {
    let roots = vec![certificate.cert.der().clone()];
    Client::trusting(Limits::default(), Route::Direct, roots).unwrap()
}

#[tokio::test]
async fn a_trusted_server_is_read_and_may_not_lead_back_to_http() {
    let certificate = certificate("127.0.0.1");
    let plain = serve(|_| ok("", "changed on the way")).await;
    let to = plain.url("/open").to_string();
    let secure = {
        let to = to.clone();
        serve_tls(&certificate, move |path| match path {
            "/down" => redirect(&to),
            _ => ok("", "as it was sent"),
        })
        .await
    };
    let client = trusting(&certificate);
    assert_eq!(client.get(&secure.url("/")).await.unwrap().bytes, b"as it was sent");
    let url = secure.url("/down").to_string();
    let refused = client.get(&secure.url("/down")).await.unwrap_err();
    assert_eq!(refused, FetchError::Downgrade { url, to });
    assert_eq!(plain.paths(), Vec::<String>::new());
}

#[tokio::test]
async fn http_may_lead_to_https() {
    let certificate = certificate("127.0.0.1");
    let secure = serve_tls(&certificate, |_| ok("", "secured")).await;
    let to = secure.url("/").to_string();
    let plain = serve(move |_| redirect(&to)).await;
    let response = trusting(&certificate).get(&plain.url("/")).await.unwrap();
    assert_eq!((response.bytes.as_slice(), response.final_url), (&b"secured"[..], secure.base));
}

async fn tls_words(client: &Client, server: &Server) -> String {
    match client.get(&server.base).await {
        Err(FetchError::Tls { reason, host, .. }) if host == "127.0.0.1" => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_untrusted_certificate_is_refused() {
    let server = serve_tls(&certificate("127.0.0.1"), |_| ok("", "")).await;
    let client = Client::new(Limits::default()).unwrap();
    let words = tls_words(&client, &server).await;
    // Which one depends on whether this machine has a list of authorities.
    assert!(
        words == "its certificate is not trusted (who issued it is not known)"
            || words == "this system has no list of trusted certificates",
        "{words}"
    );
    assert_eq!(server.paths(), Vec::<String>::new());
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let certificate = certificate("news.example");
    let server = serve_tls(&certificate, |_| ok("", "")).await;
    let words = tls_words(&trusting(&certificate), &server).await;
    assert_eq!(words, "its certificate is not trusted (it is for another name)");
}

#[tokio::test]
async fn an_expired_certificate_is_refused() {
    let mut params = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    params.not_before = rcgen::date_time_ymd(2001, 1, 1);
    params.not_after = rcgen::date_time_ymd(2002, 1, 1);
    let signing_key = rcgen::KeyPair::generate().unwrap();
    let cert = params.self_signed(&signing_key).unwrap();
    let certificate = rcgen::CertifiedKey { cert, signing_key };
    let server = serve_tls(&certificate, |_| ok("", "")).await;
    let words = tls_words(&trusting(&certificate), &server).await;
    assert_eq!(words, "its certificate is not trusted (it has expired)");
}

#[tokio::test]
async fn https_to_a_server_without_it_is_told() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        use tokio::io::AsyncWriteExt;
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        tokio::time::sleep(FOREVER).await;
    });
    let url = Url::parse(&format!("https://127.0.0.1:{port}/")).unwrap();
    let words = words(Limits::default(), &url).await;
    assert_eq!(words, "the server does not speak https at this address");
}

#[tokio::test]
async fn a_server_that_hangs_up_during_the_handshake_is_told() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = [0; 4096];
        assert!(stream.read(&mut hello).await.unwrap() > 0);
        stream.shutdown().await.unwrap();
        let _ = stream.read(&mut hello).await;
    });
    let url = Url::parse(&format!("https://127.0.0.1:{port}/")).unwrap();
    assert_eq!(words(Limits::default(), &url).await, "no secure connection (the server hung up)");
}

// It is too much.

#[tokio::test]
async fn the_limit_counts_unpacked_bytes() {
    let limits = Limits { max_bytes: 64 << 10, ..Limits::default() };
    let server = serve(|path| {
        let full = vec![0; 64 << 10];
        let over = vec![0; (64 << 10) + 1];
        let bomb = vec![0; 16 << 20];
        match path {
            "/full" => ok("", full),
            "/packed" => ok("Content-Encoding: gzip\r\n", gzip(&full)),
            "/over" => ok("", over),
            "/unannounced" => raw([b"HTTP/1.1 200 OK\r\n\r\n", &over[..]].concat()),
            "/gzip" => ok("Content-Encoding: gzip\r\n", gzip(&bomb)),
            "/zstd" => ok("Content-Encoding: zstd\r\n", zstd::encode_all(&bomb[..], 3).unwrap()),
            _ => raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"),
        }
    })
    .await;
    for path in ["/full", "/packed"] {
        assert_eq!(get_within(limits, &server.url(path)).await.unwrap().bytes.len(), 64 << 10);
    }
    for path in ["/over", "/unannounced", "/gzip", "/zstd", "/announced"] {
        assert_eq!(words(limits, &server.url(path)).await, "larger than 64 KiB", "{path}");
    }
}

#[tokio::test]
async fn images_have_a_limit_of_their_own() {
    let limits = Limits { max_image_bytes: 999, ..Limits::default() };
    let server = serve(|_| ok("Content-Type: image/png\r\n", [7; 1000])).await;
    let client = Client::new(limits).unwrap();
    assert_eq!(client.get(&server.base).await.unwrap().bytes.len(), 1000);
    let error = client.get_image(&server.base).await.unwrap_err().to_string();
    assert!(error.ends_with("larger than 999 bytes"), "{error}");
}

// It takes too long.

fn timeout(wait: Wait, url: &Url) -> FetchError {
    FetchError::Timeout { url: url.to_string(), wait, limit: SHORT }
}

#[tokio::test]
async fn a_handshake_without_end_is_given_up() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = Url::parse(&format!("https://127.0.0.1:{port}/")).unwrap();
    let limits = Limits { connect_timeout: SHORT, ..Limits::default() };
    assert_eq!(get_within(limits, &url).await.unwrap_err(), timeout(Wait::Connection, &url));
}

#[tokio::test]
async fn silence_is_given_up_before_and_in_the_body() {
    let server = serve(|path| {
        let begun = Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbegun".to_vec());
        match path {
            "/body" => vec![begun, Step::Wait(FOREVER)],
            "/packed" => {
                let head =
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 999\r\n\r\n";
                let begun = [head.as_bytes(), &gzip(b"begun")[..12]].concat();
                vec![Step::Send(begun), Step::Wait(FOREVER)]
            }
            _ => vec![Step::Wait(FOREVER)],
        }
    })
    .await;
    let limits = Limits { idle_timeout: SHORT, ..Limits::default() };
    for path in ["/head", "/body", "/packed"] {
        let url = server.url(path);
        assert_eq!(get_within(limits, &url).await.unwrap_err(), timeout(Wait::Bytes, &url));
    }
}

#[tokio::test]
async fn a_trickle_is_given_up() {
    let server = serve(|_| {
        let drop = [Step::Send(b"x".to_vec()), Step::Wait(SHORT / 5)];
        let head = raw("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
        head.into_iter().chain(drop.into_iter().cycle().take(2000)).collect()
    })
    .await;
    let limits = Limits { total_timeout: SHORT, ..Limits::default() };
    let error = get_within(limits, &server.base).await.unwrap_err();
    assert_eq!(error, timeout(Wait::Answer, &server.base));
    assert!(error.to_string().ends_with(": no answer within 150 ms"), "{error}");
}

#[tokio::test]
async fn a_fetch_that_is_dropped_hangs_up() {
    let server = serve(|_| vec![Step::Wait(FOREVER)]).await;
    let url = server.base.clone();
    let fetch = tokio::spawn(async move { get(&url).await });
    while server.heads().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    fetch.abort();
    tokio::time::timeout(Duration::from_secs(10), server.hung_up()).await.unwrap();
}

// It breaks.

#[tokio::test]
async fn an_answer_cut_short_is_no_page() {
    let packed = gzip(b"packed and unpacked, packed and unpacked");
    let server = serve(move |path| match path {
        "/length" => raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbegun"),
        "/chunks" => raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbegun\r\n"),
        "/gzip" => ok("Content-Encoding: gzip\r\n", &packed[..packed.len() / 2]),
        "/zstd" => ok("Content-Encoding: zstd\r\n", "this is not zstd"),
        "/nothing" => Vec::new(),
        _ => raw("SSH-2.0-door\r\n\r\n"),
    })
    .await;
    for path in ["/length", "/chunks", "/gzip", "/zstd"] {
        let words = words(Limits::default(), &server.url(path)).await;
        assert!(words.starts_with("the answer is broken ("), "{path}: {words}");
    }
    for path in ["/nothing", "/other"] {
        let words = words(Limits::default(), &server.url(path)).await;
        assert!(words.starts_with("the server sent no proper answer ("), "{path}: {words}");
    }
}
