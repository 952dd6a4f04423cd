//! Reads requests as a [peer](crate::Peer) logs them.

/// The path, without the query.
pub fn path(request: &str) -> &str {
    target(request).0
}

/// A parameter of the query; empty if absent.
pub fn parameter(request: &str, name: &str) -> String {
    let mut parameters = form_urlencoded::parse(target(request).1.as_bytes());
    parameters.find(|(found, _)| found == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// A header, which is there once at most.
pub fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let lines = request.lines().skip(1).filter_map(|line| line.split_once(": "));
    let mut values = lines.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let value = values.next();
    assert_eq!(values.next(), None, "{name} twice");
    value
}

fn target(request: &str) -> (&str, &str) {
    let target = request.split(' ').nth(1).unwrap_or_default();
    target.split_once('?').unwrap_or((target, ""))
}
