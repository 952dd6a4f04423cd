//! The demo data: fictional companies, served on this machine until there are credentials.

use crate::error::CommandError;
use desk::{Credential, Service};
use sandbox::{Options, Sandbox, Scenario};
use serde::Serialize;
use std::time::Duration;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sample {
    name: &'static str,
    credit_code: &'static str,
    shows: SampleShows,
}

/// What a sample company demonstrates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SampleShows {
    ExitRecords,
    ManyExitRecords,
    NoRecord,
    CustomsAdvanced,
    CustomsCancelled,
    ReportFails,
}

/// Long enough to look like the real service, short enough not to annoy.
const LATENCY: Duration = Duration::from_millis(250);

pub(crate) async fn serve() -> Result<(Service, Sandbox), CommandError> {
    let options = Options { latency: LATENCY, ..Options::default() };
    let sandbox = Sandbox::start(options).await.map_err(CommandError::demo)?;
    let address = sandbox.base_url().parse()?;
    let credential = Credential::new(sandbox.key().to_owned(), sandbox.secret().to_owned().into())?;
    Ok((Service::demo(address, credential)?, sandbox))
}

/// One company for each feature worth seeing first.
pub(crate) fn samples() -> Vec<Sample> {
    let shown = [
        (Scenario::RecordsOnOnePage, SampleShows::ExitRecords),
        (Scenario::RecordsOnSeveralPages, SampleShows::ManyExitRecords),
        (Scenario::NothingByVerifyResult, SampleShows::NoRecord),
        (Scenario::CustomsLevel, SampleShows::CustomsAdvanced),
        (Scenario::CustomsCancelled, SampleShows::CustomsCancelled),
        (Scenario::ReportFails, SampleShows::ReportFails),
    ];
    let sample = |(scenario, shows)| {
        let company = sandbox::companies().iter().find(|company| company.scenario == scenario)?;
        Some(Sample { name: company.name, credit_code: company.credit_code, shows })
    };
    shown.into_iter().filter_map(sample).collect()
}
