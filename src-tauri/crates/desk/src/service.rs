use crate::clock::Clock;
use crate::finding::Source;
use crate::record::Account;
use qcc::fetch::Fetcher;
use qcc::{Client, ClientError, Credential, Proxy, ServiceAddress};

/// The service that is asked, and on whose account.
#[derive(Debug)]
pub struct Service {
    client: Client,
    fetcher: Fetcher,
    credential: Credential,
    source: Source,
    account: Account,
    clock: Clock,
    way: Option<String>,
}

/// How the demo data stands in the record. Its address and key change with every start, its answers do not.
pub(crate) const DEMO: &str = "demo";

impl Service {
    /// The service at `address`, by way of `proxy`.
    pub fn new(address: ServiceAddress, proxy: &Proxy, credential: Credential) -> Result<Self, ClientError> {
        let account = Account::of(&address, credential.key());
        Self::of(address, proxy, credential, account)
    }

    /// Fictional companies, served by this machine.
    pub fn demo(address: ServiceAddress, credential: Credential) -> Result<Self, ClientError> {
        let account = Account { service: DEMO.to_owned(), key: DEMO.to_owned() };
        Self::of(address, &Proxy::Direct, credential, account)
    }

    fn of(
        address: ServiceAddress,
        proxy: &Proxy,
        credential: Credential,
        account: Account,
    ) -> Result<Self, ClientError> {
        let fetcher = Fetcher::new(&address, proxy)?;
        let source = Source::of(&account.service);
        let way = proxy.on_the_way_to(&address);
        let client = Client::new(address, proxy)?;
        Ok(Self { client, fetcher, credential, source, account, clock: Clock::default(), way })
    }

    /// Who answers, as people see it.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The proxy that requests go through, as `host:port`. The system's is the one of the moment when this was made.
    pub fn way(&self) -> Option<&str> {
        self.way.as_deref()
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

    /// The clock that requests are signed by.
    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// How the account stands in the record.
    pub(crate) fn account(&self) -> &Account {
        &self.account
    }
}
