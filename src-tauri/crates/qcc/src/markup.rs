//! Classifies a reply that begins with `<`: a web page of some network, or XML from the service.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Markup {
    /// A web page, or unrecognised.
    Page,
    /// XML, with the status code in it.
    Xml { code: Option<String> },
}

/// Elements that a page may begin with; gateways omit the enclosing ones.
const OF_A_PAGE: &[&str] = &[
    "html", "head", "body", "script", "noscript", "style", "meta", "title", "link", "base", "iframe",
    "frameset", "form", "table", "div", "span", "p", "center", "font", "h1", "h2", "h3", "h4", "h5", "h6",
    "a", "b", "br", "hr", "img", "pre", "ul",
];

/// Elements and attributes that hold a status code.
const OF_A_CODE: &[&str] =
    &["status", "statuscode", "code", "errorcode", "errcode", "resultcode", "returncode", "faultcode"];

impl Markup {
    /// Classifies by the first element. In encodings such as UTF-16 a reply does not begin with `<` at all.
    pub(crate) fn of(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let mut reader = Reader::from_str(text.trim_start());
        loop {
            match reader.read_event() {
                Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Text(_)) => {}
                Ok(Event::DocType(kind)) => {
                    if kind.trim_start().get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html")) {
                        return Self::Page;
                    }
                }
                Ok(Event::Start(root) | Event::Empty(root)) => {
                    let name = root.name().into_inner().to_ascii_lowercase();
                    if name.is_empty() || OF_A_PAGE.contains(&name.as_str()) {
                        return Self::Page;
                    }
                    return Self::Xml { code: code(root, reader) };
                }
                Ok(_) | Err(_) => return Self::Page,
            }
        }
    }
}

fn holds_a_code(name: &str) -> bool {
    OF_A_CODE.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// The first status code from `element` on.
fn code<'a>(mut element: BytesStart<'a>, mut reader: Reader<&'a [u8]>) -> Option<String> {
    loop {
        let code = element
            .attributes()
            .map_while(Result::ok)
            .filter(|attribute| holds_a_code(attribute.key.local_name().into_inner()))
            .find_map(|attribute| short(&attribute.value));
        if code.is_some() {
            return code;
        }
        let mut is_code = holds_a_code(element.local_name().into_inner());
        element = loop {
            match reader.read_event().ok()? {
                Event::Start(next) | Event::Empty(next) => break next,
                Event::Text(text) if is_code && short(&text).is_some() => return short(&text),
                Event::CData(text) if is_code && short(&text).is_some() => return short(&text),
                Event::End(_) => is_code = false,
                Event::Eof => return None,
                _ => {}
            }
        };
    }
}

/// The trimmed text, if it looks like a status code.
fn short(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte);
    ((1..=32).contains(&text.len()) && text.bytes().all(plain)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_in(text: &str) -> Option<String> {
        match Markup::of(text.as_bytes()) {
            Markup::Xml { code } => code,
            Markup::Page => panic!("{text} is a page"),
        }
    }

    #[test]
    fn xml_gives_the_code_that_stands_in_it() {
        for (text, code) in [
            ("<?xml version=\"1.0\"?><Response><Status>107</Status></Response>", Some("107")),
            ("<Response><Message>x</Message><Status> 201\n</Status></Response>", Some("201")),
            ("<error code=\"SignatureDoesNotMatch\"/>", Some("SignatureDoesNotMatch")),
            ("<Error><Code>AccessDenied</Code><Message>no</Message></Error>", Some("AccessDenied")),
            ("<r><ErrorCode><![CDATA[112]]></ErrorCode></r>", Some("112")),
            ("<q:r xmlns:q=\"u\"><q:status>500</q:status></q:r>", Some("500")),
            (
                "<soap:Envelope><soap:Body><soap:Fault><faultcode>soap:Server</faultcode></soap:Fault></soap:Body></soap:Envelope>",
                Some("soap:Server"),
            ),
            ("<!-- 错误 --><response><errcode>1</errcode>", Some("1")),
            ("<Response><Status/><Code>7</Code></Response>", Some("7")),
            ("<Response><Status><a/>200</Status></Response>", None),
            ("<Response><Status>查询 成功</Status></Response>", None),
            ("<Response>107</Response>", None),
            ("<string>{}</string>", None),
            ("<Response><Status>107", Some("107")),
        ] {
            assert_eq!(code_in(text).as_deref(), code, "{text}");
        }
    }

    #[test]
    fn a_page_is_told_in_any_spelling() {
        for text in [
            "<html>",
            "<HTML lang=zh>",
            "<!doctype html>",
            "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
            "<!DOCTYPE\n html>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><html/>",
            "<?xml version=\"1.0\" encoding=\"gb2312\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">",
            "<!-- gateway --><Head>",
            "<BODY onload=f()>",
            "<script>location.href='/login'</script>",
            "<meta http-equiv=refresh content=0>",
            "<h1>403 Forbidden</h1>",
            "<title>Login</title>",
            "<",
            "<<<",
            "< html>",
            "<!-- never closed",
            "<?xml",
        ] {
            assert_eq!(Markup::of(text.as_bytes()), Markup::Page, "{text}");
        }
    }

    #[test]
    fn a_document_type_of_its_own_is_no_page() {
        assert_eq!(
            code_in("<!DOCTYPE reply [<!ENTITY a \"b\">]><reply><status>3</status></reply>").as_deref(),
            Some("3")
        );
    }
}
