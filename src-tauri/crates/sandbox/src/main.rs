//! The sandbox as a program: `cargo run -p sandbox -- --port 8080`.

use std::{
    io::{self, Write},
    process::ExitCode,
    time::Duration,
};

use lexopt::{Arg, Parser, ValueExt};
use sandbox::{LoggedRequest, Options, Sandbox};

const USAGE: &str = "\
A strict local stand-in for the company-check service, on 127.0.0.1.

Usage: sandbox [options]

  --port PORT            port to listen on (default: any free one)
  --key KEY              AppKey to accept (default: random)
  --secret SECRET        SecretKey to check signatures with (default: random)
  --latency-ms MS        hold every answer back this long (default: 0)
  --report-step-ms MS    how long a report stays N, and then P (default: 1500)
  --help                 this text
";

/// What the command line asks for.
enum Asked {
    Help,
    Serve { options: Box<Options>, secret_was_given: bool },
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let (options, secret_was_given) = match read(Parser::from_env()) {
        Ok(Asked::Serve { options, secret_was_given }) => (options, secret_was_given),
        Ok(Asked::Help) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("{error}\n\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    match Sandbox::start(*options).await {
        Ok(sandbox) => {
            println!("{}  key {}", sandbox.base_url(), sandbox.key());
            // A secret made for this run is of use to nobody else; one that was given is not repeated.
            if !secret_was_given {
                println!("secret {}", sandbox.secret());
            }
            std::future::pending().await
        }
        Err(error) => {
            eprintln!("cannot listen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read(mut arguments: Parser) -> Result<Asked, lexopt::Error> {
    let mut options = Box::new(Options { on_request: Some(print_line), ..Options::default() });
    let mut secret_was_given = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("port") => options.bind.set_port(arguments.value()?.parse()?),
            Arg::Long("key") => options.key = arguments.value()?.string()?,
            Arg::Long("secret") => {
                options.secret = arguments.value()?.string()?;
                secret_was_given = true;
            }
            Arg::Long("latency-ms") => options.latency = Duration::from_millis(arguments.value()?.parse()?),
            Arg::Long("report-step-ms") => {
                options.report_step = Duration::from_millis(arguments.value()?.parse()?)
            }
            Arg::Long("help") | Arg::Short('h') => return Ok(Asked::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Asked::Serve { options, secret_was_given })
}

/// A reader that went away ends the printing, not the sandbox.
fn print_line(request: &LoggedRequest) {
    let _ = writeln!(io::stdout(), "{request}");
}
