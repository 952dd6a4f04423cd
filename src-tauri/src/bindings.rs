//! Generates the page's types from the Rust types that cross to it.

use crate::commands::{evidence, lookup, report, settings, start};
use crate::{demo, error, folders, proxy, secrets, service_state};
use std::fmt::Write;
use std::path::Path;
use ts_rs::{Config, TS};

/// Ids and sizes stay far below 2^53.
fn config() -> Config {
    Config::new().with_large_int("number")
}

macro_rules! declarations {
    ($($type:ty),* $(,)?) => {{
        let mut text = String::from("// Generated from the Rust types by `cargo xtask bindings`. Do not edit.\n");
        $(
            text.push('\n');
            if let Some(docs) = <$type>::docs() {
                text.push_str(&docs);
            }
            // Writing to a string cannot fail.
            let _ = writeln!(text, "export {}", <$type>::decl(&config()));
        )*
        text
    }};
}

/// The names of all commands.
macro_rules! names {
    ($($module:ident: $($command:ident),+;)+) => { [$($(stringify!($command)),+),+] };
}

fn generated() -> String {
    let commands = commands!(names).map(|name| format!("'{name}'")).join(" | ");
    let mut text = declarations![
        start::AppState,
        service_state::Mode,
        demo::Sample,
        demo::SampleShows,
        start::SettingsView,
        service_state::CredentialView,
        settings::TypedCredential,
        settings::SettingsChange,
        secrets::Keep,
        proxy::ProxyChange,
        settings::TestConnection,
        settings::ChosenFolder,
        folders::FolderState,
        folders::Reach,
        lookup::LookUp,
        lookup::More,
        lookup::AskQuota,
        report::OrderReport,
        report::ResolveOrder,
        evidence::SavedEvidence,
        error::CommandError,
        desk::AddressError,
        desk::CredentialError,
        error::EvidenceProblem,
        error::FileProblem,
        catalog::Description,
        catalog::Error,
        catalog::Field,
        catalog::Group,
        catalog::Kind,
        catalog::Level,
        catalog::Party,
        catalog::PartyKind,
        catalog::Remark,
        catalog::Row,
        catalog::Tone,
        catalog::Trouble,
        catalog::Value,
        catalog::Words,
        desk::Answer,
        desk::Billing,
        desk::CallCount,
        desk::CallLog,
        desk::Check,
        desk::Compared,
        desk::Completeness,
        desk::ConnectionTest,
        desk::EntryId,
        desk::Receipt,
        desk::EvidenceFile,
        desk::EvidenceFormat,
        desk::EvidenceOf,
        desk::Failure,
        desk::FailureCause,
        crate::shell::OrderChanged,
        desk::FileProgress,
        desk::FileReason,
        desk::Finding,
        desk::HoldReason,
        desk::IncompleteReason,
        desk::InterruptedReason,
        desk::KnownNumber,
        desk::ReportStatus,
        desk::Language,
        desk::NoRecord,
        desk::NoRecordForm,
        desk::Note,
        desk::NoteKind,
        desk::NotSentReason,
        desk::Order,
        desk::OrderState,
        desk::Outcome,
        desk::Picture,
        desk::Progress,
        desk::ProxySetting,
        desk::QuotaModule,
        desk::Offer,
        desk::OfferKind,
        desk::PersonalNumber,
        desk::Question,
        desk::Recognised,
        desk::Recognition,
        desk::RecordEntry,
        desk::RecordPage,
        desk::RecordProblem,
        desk::RecordQuery,
        desk::RecordTrouble,
        desk::RecordedContent,
        desk::RecordedItem,
        desk::RecordedOutcome,
        desk::Refusal,
        desk::ReportFormat,
        desk::ReportKind,
        desk::Resolution,
        desk::ReuseWindow,
        desk::SavedReport,
        desk::SettingsDoubt,
        desk::SettingsProblem,
        desk::Source,
        desk::StatusMeaning,
        desk::UnreadableReason,
        desk::WaysOut,
        desk::vault::KeychainProblem,
    ];
    text.push_str(&format!("\n/** A command of the app. */\nexport type Command = {commands};\n"));
    text
}

#[test]
fn export_bindings() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/bindings.ts");
    let generated = generated();
    if std::env::var_os("QCC_DESK_WRITE_BINDINGS").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == generated, "ui/src/bindings.ts is out of date: run `cargo xtask bindings`");
}
