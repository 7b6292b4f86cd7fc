//! What can be told from an address alone.
//!
//! It must not look anything up.

use std::net::{IpAddr, Ipv4Addr};
use url::{Host, Url};

/// Tells whether the address is one that this room fetches.
pub(crate) fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// Tells whether the address names this very machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(number)) => number.is_loopback(),
        Some(Host::Ipv6(number)) => number.to_canonical().is_loopback(),
        None => false,
    }
}

/// Tells whether the address names this machine or its local network, as far as the address alone
/// tells: what a public name resolves to is not looked at here.
pub fn is_local(url: &Url) -> bool {
    let is_local_v4 =
        |number: Ipv4Addr| number.is_private() || number.is_link_local() || number.is_unspecified();
    is_loopback(url)
        || match url.host() {
            Some(Host::Domain(name)) => name.trim_end_matches('.').ends_with(".local"),
            Some(Host::Ipv4(number)) => is_local_v4(number),
            Some(Host::Ipv6(number)) => match number.to_canonical() {
                IpAddr::V4(number) => is_local_v4(number),
                IpAddr::V6(number) => {
                    number.is_unique_local()
                        || number.is_unicast_link_local()
                        || number.is_unspecified()
                }
            },
            None => false,
        }
}

/// Returns the host's name or number; empty where the address has none.
pub(crate) fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

/// Takes user name and password out of the address.
pub(crate) fn drop_credentials(url: &mut Url) {
    // Both fail only on addresses that cannot have credentials, which then have none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
}

/// Returns the address as it may be kept and shown: without credentials.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    drop_credentials(&mut url);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loopback(written: &str) -> bool {
        is_loopback(&Url::parse(written).unwrap())
    }

    #[test]
    fn the_local_network_is_told_from_the_web() {
        let local = |written: &str| is_local(&Url::parse(written).unwrap());
        for written in [
            "http://localhost/",
            "http://192.168.1.1/",
            "http://10.0.0.7/",
            "http://172.16.0.1/",
            "http://169.254.169.254/",
            "http://0.0.0.0/",
            "http://0xc0a80101/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[::ffff:192.168.1.1]/",
            "http://printer.local/",
        ] {
            assert!(local(written), "{written}");
        }
        for written in ["http://news.example/", "http://9.9.9.9/", "http://[2001:db8::1]/"] {
            assert!(!local(written), "{written}");
        }
    }

    #[test]
    fn this_machine_has_many_names() {
        assert!(loopback("http://localhost:80/"));
        assert!(loopback("http://a.LOCALHOST./"));
        assert!(loopback("http://127.9.9.9/"));
        assert!(loopback("http://2130706433/"));
        assert!(loopback("http://[::1]/"));
        assert!(loopback("http://[::ffff:127.0.0.1]/"));
        assert!(!loopback("http://localhost.example/"));
        assert!(!loopback("http://128.0.0.1/"));
        assert!(!loopback("http://[::2]/"));
    }

    #[test]
    fn credentials_are_not_shown() {
        let url = Url::parse("https://me:secret@news.example/a").unwrap();
        assert_eq!(shown(&url), "https://news.example/a");
    }
}
