//! Valid and invalid certificates.

use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// A host name that no DNS server resolves, so that only a proxy can reach it.
pub const SERVICE: &str = "pro.example.test";
/// The same, for files.
pub const FILES: &str = "files.example.test";

#[derive(Debug)]
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// Nothing. It is issued for 127.0.0.1, [`SERVICE`] and [`FILES`].
    Good,
    /// It has expired, but is otherwise good.
    Expired,
    OtherHost,
}

#[derive(Debug)]
pub struct Identity {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

impl Authority {
    /// An authority that is not trusted.
    pub fn new(name: &str) -> Self {
        Self::with_key(name, KeyPair::generate().unwrap())
    }

    pub(crate) fn with_key(name: &str, key: KeyPair) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// Its own certificate, for a trust store.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    pub(crate) fn key_pem(&self) -> String {
        self.issuer.key().serialize_pem()
    }

    pub fn issue(&self, certificate: Certificate) -> Identity {
        let key = KeyPair::generate().unwrap();
        let params = certificate.params();
        let signed = params.signed_by(&key, &self.issuer).unwrap();
        Identity::of(signed.der(), &key)
    }
}

impl Certificate {
    fn params(self) -> CertificateParams {
        let names = match self {
            Self::Good | Self::Expired => vec!["127.0.0.1".to_owned(), SERVICE.into(), FILES.into()],
            Self::OtherHost => vec!["elsewhere.example.test".to_owned()],
        };
        let mut params = CertificateParams::new(names).unwrap();
        params.distinguished_name.push(DnType::CommonName, "Example Server");
        if self == Self::Expired {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        params
    }
}

impl Identity {
    /// A certificate that is good, except that it is self-signed.
    pub fn self_signed() -> Self {
        let key = KeyPair::generate().unwrap();
        let signed = Certificate::Good.params().self_signed(&key).unwrap();
        Self::of(signed.der(), &key)
    }

    fn of(certificate: &CertificateDer<'static>, key: &KeyPair) -> Self {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        Self { certificate: certificate.clone(), key }
    }

    /// Accepts TLS with this certificate and one ALPN protocol.
    pub(crate) fn acceptor(&self, protocol: &[u8]) -> TlsAcceptor {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.clone()], self.key.clone_key())
            .unwrap();
        config.alpn_protocols = vec![protocol.to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }
}
