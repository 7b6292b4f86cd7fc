//! What makes a connection secure: ring for the arithmetic, the system for whom to trust.
//!
//! It must not know of requests. Nothing here is installed for the whole process: another library
//! in the same program keeps its own choice.

use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use rustls_platform_verifier::Verifier;
use std::sync::Arc;

const VERSIONS: [&SupportedProtocolVersion; 2] = [&rustls::version::TLS13, &rustls::version::TLS12];

/// The TLS settings, and whether the system could say whom to trust.
pub(crate) struct Trust {
    /// The settings.
    pub config: ClientConfig,
    /// A bare system without a list of certificates still reads plain http; https then fails
    /// with words of its own.
    pub has_roots: bool,
}

/// Makes the settings, trusting the system's authorities and `extra_roots`.
pub(crate) fn trust(extra_roots: Vec<CertificateDer<'static>>) -> Result<Trust, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider.clone()).with_protocol_versions(&VERSIONS)?;
    let (mut config, has_roots) = match Verifier::new_with_extra_roots(extra_roots, provider) {
        Ok(verifier) => {
            let verifier = Arc::new(verifier);
            // "Dangerous" is any verifier that is not built in; this one asks the system.
            let trusting = builder.dangerous().with_custom_certificate_verifier(verifier);
            (trusting.with_no_client_auth(), true)
        }
        Err(_) => {
            let nobody = builder.with_root_certificates(RootCertStore::empty());
            (nobody.with_no_client_auth(), false)
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Trust { config, has_roots })
}
