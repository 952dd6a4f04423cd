use crate::clock::Clock;
use qcc::fetch::{Fetcher, Lookup};
use qcc::{Client, ClientError, Credential, Proxy, ServiceAddress};
use store::account::{Account, DEMO};
use store::finding::Source;

#[derive(Debug)]
pub struct Service {
    pub(crate) client: Client,
    pub(crate) fetcher: Fetcher,
    pub(crate) credential: Credential,
    /// Identifies the account in the record.
    pub(crate) account: Account,
    /// The clock for signatures.
    pub(crate) clock: Clock,
}

impl Service {
    /// The service at `address`, through `proxy`.
    pub fn new(address: ServiceAddress, proxy: &Proxy, credential: Credential) -> Result<Self, ClientError> {
        Self::with_lookup(address, proxy, credential, Lookup::default())
    }

    /// As [`Service::new`], with another DNS resolver for files.
    pub fn with_lookup(
        address: ServiceAddress,
        proxy: &Proxy,
        credential: Credential,
        lookup: Lookup,
    ) -> Result<Self, ClientError> {
        let account = Account::of(&address, credential.key());
        Self::of(address, proxy, credential, account, lookup)
    }

    /// Fictional companies, served by this machine.
    pub fn demo(address: ServiceAddress, credential: Credential) -> Result<Self, ClientError> {
        let account = Account { service: DEMO.to_owned(), key: DEMO.to_owned() };
        Self::of(address, &Proxy::Direct, credential, account, Lookup::default())
    }

    fn of(
        address: ServiceAddress,
        proxy: &Proxy,
        credential: Credential,
        account: Account,
        lookup: Lookup,
    ) -> Result<Self, ClientError> {
        let fetcher = Fetcher::with_lookup(&address, proxy, lookup)?;
        let client = Client::new(address, proxy)?;
        Ok(Self { client, fetcher, credential, account, clock: Clock::default() })
    }

    pub fn source(&self) -> Source {
        Source::of(&self.account.service)
    }
}
