//! Tests that pass on Windows and cannot under Wine, each with what Wine lacks. `cargo xtask cross` fails if one of them
//! passes after all, or is gone.

/// A test that Wine cannot run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BeyondWine {
    /// The program of tests: a package, and its target if that is another.
    pub(crate) program: &'static str,
    pub(crate) test: &'static str,
    pub(crate) reason: &'static str,
}

/// All of them.
pub(crate) const BEYOND_WINE: &[BeyondWine] = &[
    BeyondWine {
        program: "qcc api",
        test: "tls::a_certificate_of_an_unknown_authority_is_refused",
        reason: NO_REVOCATION,
    },
    BeyondWine {
        program: "qcc api",
        test: "proxies::a_proxy_that_pretends_to_be_the_service_learns_nothing",
        reason: NO_REVOCATION,
    },
    BeyondWine {
        program: "xtask (program)",
        test: "bundle::tests::releases_have_no_tools_for_developers",
        reason: NO_CARGO,
    },
    BeyondWine {
        program: "xtask (program)",
        test: "notices::tests::what_the_program_is_made_of_on_this_system_is_in_the_notices",
        reason: NO_CARGO,
    },
];

/// What they ask is asked of cargo.
const NO_CARGO: &str = "a Windows program cannot start the cargo of the system that Wine runs on";

/// The certificate is refused all the same, only not for the reason that the test expects.
const NO_REVOCATION: &str = "Wine 8 refuses because it cannot check revocation, which it is asked to overlook; Windows overlooks it and names the unknown authority";
