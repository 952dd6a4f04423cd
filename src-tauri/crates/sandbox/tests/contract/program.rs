//! The sandbox as a program of its own.

use std::{
    io::{BufRead, BufReader, Lines},
    process::{Child, ChildStdout, Command, Stdio},
};

use crate::ask::exchange;

/// A started program, ended with the test.
struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
        let mut child = command.args(arguments).stdout(Stdio::piped()).spawn().expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        Self { child, lines }
    }

    fn line(&mut self) -> String {
        self.lines.next().expect("a line").expect("a line in UTF-8")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn it_prints_its_address_and_key_and_a_line_per_request_but_not_a_given_secret() {
    let mut program = Program::start(&["--key", "AppKey", "--secret", "SecretKey"]);
    let start = program.line();
    let (base_url, key) = start.split_once("  key ").expect("address and key");
    assert_eq!(key, "AppKey");
    let request =
        "GET /api/company/quota/getQuota?key=AppKey HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assert_eq!(exchange(base_url, request).await.code(), "115");
    let expected = "GET /api/company/quota/getQuota?key=… token=absent timespan=absent body=0 -> 115";
    assert_eq!(program.line(), expected);
}

#[test]
fn it_prints_the_credential_that_it_made_up() {
    let mut program = Program::start(&[]);
    assert!(program.line().starts_with("http://127.0.0.1:"));
    assert_eq!(program.line().strip_prefix("secret ").map(str::len), Some(32));
}

#[test]
fn it_refuses_options_that_it_does_not_know() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_sandbox")).arg("--prot").output().expect("the program runs");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("--prot"));
}
