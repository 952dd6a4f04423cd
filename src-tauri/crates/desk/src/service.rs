use crate::files::sha256;
use crate::finding::Source;
use qcc::fetch::Fetcher;
use qcc::{Client, ClientError, Credential, ServiceAddress};

/// The service that is asked, and on whose account.
#[derive(Debug)]
pub struct Service {
    client: Client,
    fetcher: Fetcher,
    credential: Credential,
    source: Source,
    account: String,
}

/// How the demo data stands in the record. Its address and key change with every start, its answers do not.
const DEMO: &str = "demo";

impl Service {
    /// The service at `address`.
    pub fn new(address: ServiceAddress, credential: Credential) -> Result<Self, ClientError> {
        let source = Source { demo: false, host: address.host() };
        // Tells accounts apart without holding the key.
        let account = sha256(credential.key().as_bytes())[..16].to_owned();
        Self::of(address, credential, source, account)
    }

    /// Fictional companies, served by this machine.
    pub fn demo(address: ServiceAddress, credential: Credential) -> Result<Self, ClientError> {
        let source = Source { demo: true, host: DEMO.to_owned() };
        Self::of(address, credential, source, DEMO.to_owned())
    }

    fn of(
        address: ServiceAddress,
        credential: Credential,
        source: Source,
        account: String,
    ) -> Result<Self, ClientError> {
        let fetcher = Fetcher::new(&address)?;
        Ok(Self { client: Client::new(address)?, fetcher, credential, source, account })
    }

    /// Who answers, as people see it.
    pub fn source(&self) -> &Source {
        &self.source
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn fetcher(&self) -> &Fetcher {
        &self.fetcher
    }

    pub(crate) fn credential(&self) -> &Credential {
        &self.credential
    }

    /// How the service stands in the record.
    pub(crate) fn label(&self) -> &str {
        &self.source.host
    }

    /// How the account stands in the record.
    pub(crate) fn account(&self) -> &str {
        &self.account
    }
}
