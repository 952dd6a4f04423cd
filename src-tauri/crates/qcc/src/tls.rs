//! TLS with the operating system's trust store. A refusal names the issuer of the certificate.

use crate::ClientError;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{self, CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, SignatureScheme};
use rustls_platform_verifier::Verifier;
use std::fmt;
use std::sync::Arc;
use x509_parser::prelude::{AttributeTypeAndValue, FromDer, X509Certificate};

/// Why a server was not trusted. Nothing but the TLS ClientHello was sent to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsRefusal {
    /// The category.
    pub reason: TlsReason,
    /// The issuer as named in the server's certificate; `None` if there is no readable certificate. Untrusted
    /// text.
    pub issuer: Option<String>,
    /// Technical details.
    pub detail: String,
}

/// See [`TlsRefusal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsReason {
    /// Not issued by an authority that this machine trusts.
    UnknownAuthority,
    /// Expired, or not valid yet.
    Expired,
    /// Issued for another host.
    WrongHost,
    /// Anything else, such as a revoked or damaged certificate, an outdated protocol, or no TLS at all.
    Other,
}

impl fmt::Display for TlsRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)?;
        self.issuer.as_ref().map_or(Ok(()), |issuer| write!(f, "; issued by {issuer}"))
    }
}

impl std::error::Error for TlsRefusal {}

impl TlsRefusal {
    /// The refusal within `error` if a certificate was checked, or else one for another reason.
    pub(crate) fn of(error: &Error) -> Self {
        if let Error::InvalidCertificate(CertificateError::Other(OtherError(cause))) = error
            && let Some(refusal) = cause.downcast_ref::<Self>()
        {
            return refusal.clone();
        }
        Self { reason: TlsReason::Other, issuer: None, detail: error.to_string() }
    }

    fn by_certificate(certificate: &CertificateDer<'_>, error: &Error) -> Self {
        let reason = match error {
            Error::InvalidCertificate(CertificateError::UnknownIssuer) => TlsReason::UnknownAuthority,
            Error::InvalidCertificate(
                CertificateError::Expired
                | CertificateError::ExpiredContext { .. }
                | CertificateError::NotValidYet
                | CertificateError::NotValidYetContext { .. },
            ) => TlsReason::Expired,
            Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            ) => TlsReason::WrongHost,
            _ => TlsReason::Other,
        };
        // rustls' own messages contain the host.
        let detail = match reason {
            TlsReason::UnknownAuthority => "unknown authority".to_owned(),
            TlsReason::Expired => "certificate expired or not valid yet".to_owned(),
            TlsReason::WrongHost => "certificate of another host".to_owned(),
            TlsReason::Other => error.to_string(),
        };
        Self { reason, issuer: issuer(certificate), detail }
    }
}

/// Longest issuer name, in characters.
const MAX_ISSUER: usize = 120;

fn issuer(certificate: &CertificateDer<'_>) -> Option<String> {
    let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
    let name = certificate.issuer();
    let text = match (first(name.iter_common_name()), first(name.iter_organization())) {
        (Some(name), Some(organization)) if name != organization => format!("{name} ({organization})"),
        (name, organization) => name.or(organization)?,
    };
    Some(text.chars().take(MAX_ISSUER).collect())
}

fn first<'a>(mut parts: impl Iterator<Item = &'a AttributeTypeAndValue<'a>>) -> Option<String> {
    parts.next()?.as_str().ok().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Trusts the same authorities as the operating system.
#[derive(Debug)]
struct Trust {
    provider: Arc<CryptoProvider>,
    /// If the system has no authorities, no server is trusted. Services on this machine, such as demo data,
    /// need none.
    system: Result<Verifier, Error>,
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = match &self.system {
            Ok(system) => system
                .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
                .map_err(|error| TlsRefusal::by_certificate(end_entity, &error)),
            Err(error) => Err(TlsRefusal {
                reason: TlsReason::UnknownAuthority,
                issuer: issuer(end_entity),
                detail: error.to_string(),
            }),
        };
        verified.map_err(|refusal| {
            Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(refusal))))
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// TLS 1.2 and 1.3, offering these ALPN protocols.
pub(crate) fn config(protocols: &[&str]) -> Result<ClientConfig, ClientError> {
    let refused = |error: Error| ClientError::new(error.to_string());
    let provider: Arc<CryptoProvider> = Arc::new(aws_lc_rs::default_provider());
    let trust = Trust { system: Verifier::new(provider.clone()), provider: provider.clone() };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(refused)?
        // The name warns of lenient verifiers; this one only adds the reason for a refusal.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(trust))
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    Ok(config)
}
