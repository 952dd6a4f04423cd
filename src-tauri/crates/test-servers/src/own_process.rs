//! Runs tests in their own process.

use crate::Authority;
use rcgen::KeyPair;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// The folder with the authority; set in the process of such a test.
const FOLDER: &str = "FAULTS_ALONE";
/// The name of the authority that a test run [`in_own_process`] trusts.
pub const ROOT: &str = "Example Company Root";

/// Runs a test in its own process. The process trusts only the authority given to the test, as if it were in
/// the operating system's trust store. `name` is the test's path within its crate.
///
/// A process reads trust store and proxies from the environment, which must not change while other tests run,
/// and its memory use includes all of its tests.
pub fn in_own_process(name: &str, test: impl AsyncFnOnce(Authority)) {
    if let Some(folder) = env::var_os(FOLDER) {
        let key = fs::read_to_string(Path::new(&folder).join("key.pem")).unwrap();
        let authority = Authority::with_key(ROOT, KeyPair::from_pem(&key).unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        return runtime.block_on(test(authority));
    }
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new(ROOT);
    let trusted = folder.path().join("trusted.pem");
    fs::write(&trusted, authority.pem()).unwrap();
    fs::write(folder.path().join("key.pem"), authority.key_pem()).unwrap();
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([name, "--exact", "--nocapture"]).env(FOLDER, folder.path());
    command.env("SSL_CERT_FILE", trusted).env_remove("SSL_CERT_DIR");
    for (variable, _) in env::vars_os() {
        if variable.to_string_lossy().to_lowercase().ends_with("_proxy") {
            command.env_remove(variable);
        }
    }
    let output = command.output().unwrap();
    let printed =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    println!("{printed}");
    // A name that matches no test would succeed, too.
    assert!(output.status.success() && printed.contains("test result: ok. 1 passed"), "{name}");
}

/// This process's peak memory so far, in KiB. Linux only.
pub fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim_end_matches("kB").trim().parse().unwrap()
}
