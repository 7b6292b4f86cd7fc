//! A server on this machine that answers as a test tells it to, byte for byte.

use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use url::Url;

/// One step of an answer. After the last the server hangs up.
#[derive(Clone)]
pub enum Step {
    Send(Vec<u8>),
    Wait(Duration),
}

pub struct Server {
    pub base: Url,
    heads: Arc<Mutex<Vec<String>>>,
    hung_up: Arc<tokio::sync::Notify>,
}

impl Server {
    pub fn url(&self, path: &str) -> Url {
        self.base.join(path).unwrap()
    }

    /// The heads of the requests so far, in order.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// Their paths.
    pub fn paths(&self) -> Vec<String> {
        self.heads().iter().map(|head| path_of(head).to_owned()).collect()
    }

    /// Returns once a client has hung up on an answer that was not finished.
    pub async fn hung_up(&self) {
        self.hung_up.notified().await;
    }
}

/// An answer that is right in every way.
pub fn ok(headers: &str, body: impl AsRef<[u8]>) -> Vec<Step> {
    let body = body.as_ref();
    let mut bytes =
        format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    vec![Step::Send(bytes)]
}

/// A bare answer, written out.
pub fn raw(answer: impl AsRef<[u8]>) -> Vec<Step> {
    vec![Step::Send(answer.as_ref().to_vec())]
}

pub fn redirect(to: &str) -> Vec<Step> {
    raw(format!(
        "HTTP/1.1 302 Found\r\nLocation: {to}\r\nSet-Cookie: seen=1; Path=/\r\nContent-Length: 0\r\n\r\n"
    ))
}

pub async fn serve(answer: impl Fn(&str) -> Vec<Step> + Send + Sync + 'static) -> Server {
    start(None, answer).await
}

pub async fn serve_tls(
    certificate: &rcgen::CertifiedKey<rcgen::KeyPair>,
    answer: impl Fn(&str) -> Vec<Step> + Send + Sync + 'static,
) -> Server {
    let key = PrivateKeyDer::try_from(certificate.signing_key.serialize_der()).unwrap();
    let chain: Vec<CertificateDer<'static>> = vec![certificate.cert.der().clone()];
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    start(Some(TlsAcceptor::from(Arc::new(config))), answer).await
}

async fn start(
    acceptor: Option<TlsAcceptor>,
    answer: impl Fn(&str) -> Vec<Step> + Send + Sync + 'static,
) -> Server {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let scheme = if acceptor.is_some() { "https" } else { "http" };
    let server = Server {
        base: Url::parse(&format!("{scheme}://127.0.0.1:{port}/")).unwrap(),
        heads: Arc::default(),
        hung_up: Arc::default(),
    };
    let (heads, hung_up, answer) = (server.heads.clone(), server.hung_up.clone(), Arc::new(answer));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (heads, hung_up) = (heads.clone(), hung_up.clone());
            let (answer, acceptor) = (answer.clone(), acceptor.clone());
            tokio::spawn(async move {
                match acceptor {
                    None => converse(stream, &*answer, &heads, &hung_up).await,
                    Some(acceptor) => {
                        // A client that does not trust us leaves here.
                        if let Ok(stream) = acceptor.accept(stream).await {
                            converse(stream, &*answer, &heads, &hung_up).await;
                        }
                    }
                }
            });
        }
    });
    server
}

async fn converse(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: &(dyn Fn(&str) -> Vec<Step> + Send + Sync),
    heads: &Mutex<Vec<String>>,
    hung_up: &tokio::sync::Notify,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    heads.lock().unwrap().push(head.clone());
    for step in answer(path_of(&head)) {
        match step {
            Step::Send(bytes) => {
                if stream.write_all(&bytes).await.is_err() || stream.flush().await.is_err() {
                    return hung_up.notify_one();
                }
            }
            Step::Wait(time) => {
                // A client that waits says nothing: whatever is read here is its leaving.
                if tokio::time::timeout(time, stream.read_u8()).await.is_ok() {
                    return hung_up.notify_one();
                }
            }
        }
    }
    // Left unread, what the client sends last would make the system cut our answer short.
    let _ = stream.shutdown().await;
    let _ = tokio::time::timeout(Duration::from_secs(1), stream.read_u8()).await;
}

fn path_of(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or_default()
}
