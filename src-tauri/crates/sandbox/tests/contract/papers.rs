//! The files behind the URLs: complete, readable, and refused to requests with credentials.

use std::io::{Cursor, Read};

use md5::{Digest, Md5};
use sandbox::{Options, Sandbox};

use crate::ask::{Ask, NOW, ORDER, ORDER_STATUS, SNAPSHOT, download, exchange, options, start};

const NAME: &str = "示例远洋贸易有限公司";

async fn snapshot_url(sandbox: &Sandbox) -> String {
    let result = Ask::search(SNAPSHOT, NAME).send(sandbox).await.result();
    result.as_str().expect("an address").to_owned()
}

async fn report_url(sandbox: &Sandbox, options: &Options, format: &str) -> String {
    let order = Ask::new("POST", ORDER, &[("searchKey", NAME), ("reportFormat", format)]);
    let order_no = order.send(sandbox).await.result()["OrderNo"].as_str().expect("a number").to_owned();
    options.clock.advance(options.report_step * 2);
    let info = Ask::get(ORDER_STATUS, &[("orderNo", &order_no)]).send(sandbox).await.result();
    info["ReportUrl"].as_str().expect("an address").to_owned()
}

#[tokio::test]
async fn the_snapshot_is_a_picture_with_something_on_it() {
    let sandbox = start(options()).await;
    let url = snapshot_url(&sandbox).await;
    assert!(url.starts_with(&sandbox.base_url()) && url.len() <= 128, "{url}");
    let reply = download(&url).await;
    assert_eq!((reply.http_status(), reply.header("content-type")), (200, Some("image/png")));
    let mut picture = png::Decoder::new(Cursor::new(&reply.body));
    picture.set_transformations(png::Transformations::EXPAND);
    let mut picture = picture.read_info().expect("a PNG");
    assert_eq!(picture.info().size(), (1240, 1750));
    let mut pixels = vec![0; picture.output_buffer_size().expect("a size")];
    picture.next_frame(&mut pixels).expect("pixels");
    let inked = pixels.chunks(3).filter(|pixel| pixel[0] < 128).count();
    assert!((20_000..600_000).contains(&inked), "{inked} dark pixels");
}

#[tokio::test]
async fn each_company_has_a_picture_of_its_own() {
    let sandbox = start(options()).await;
    let first = download(&snapshot_url(&sandbox).await).await;
    let other = Ask::search(SNAPSHOT, "示例青禾农业科技有限公司").send(&sandbox).await.result();
    assert_ne!(first.body, download(other.as_str().expect("an address")).await.body);
}

#[tokio::test]
async fn the_pdf_report_has_two_pages_and_names_the_company() {
    let options = options();
    let sandbox = start(options.clone()).await;
    let reply = download(&report_url(&sandbox, &options, "1").await).await;
    assert_eq!(reply.header("content-type"), Some("application/pdf"));
    let document = lopdf::Document::load_mem(&reply.body).expect("a PDF");
    assert_eq!(document.get_pages().len(), 2);
    let text = document.extract_text(&[1, 2]).expect("text");
    for words in [NAME, "基础身份报告（示例）", "受益所有人", "913101150000010039"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(reply.body.len() < 400_000, "a subset of the font, not {} bytes", reply.body.len());
}

#[tokio::test]
async fn the_word_report_names_the_company() {
    let options = options();
    let sandbox = start(options.clone()).await;
    let reply = download(&report_url(&sandbox, &options, "2").await).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(reply.body)).expect("a ZIP");
    let mut text = String::new();
    archive
        .by_name("word/document.xml")
        .expect("a document")
        .read_to_string(&mut text)
        .expect("XML in UTF-8");
    for words in [NAME, "基础身份报告（示例）", "受益所有人", "913101150000010039"] {
        assert!(text.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_file_refuses_whoever_brings_the_credential() {
    let sandbox = start(options()).await;
    let url = snapshot_url(&sandbox).await;
    let path = url.trim_start_matches(&sandbox.base_url()).to_owned();
    let get = async |query: &str, header: &str| {
        let request =
            format!("GET {path}{query} HTTP/1.1\r\nHost: sandbox\r\n{header}Connection: close\r\n\r\n");
        exchange(&sandbox.base_url(), &request).await.http_status()
    };
    assert_eq!(get("", "").await, 200);
    assert_eq!(get("", "Token: 02F36A764260A1E063F4CF3F9B13B3E4\r\n").await, 400);
    assert_eq!(get("", &format!("Timespan: {NOW}\r\n")).await, 400);
    assert_eq!(get("?key=AppKey", "").await, 400);
    assert_eq!(get("", "Referer: http://sandbox/?key=AppKey\r\n").await, 400);
    let requests = sandbox.requests();
    let refused = requests.iter().filter(|request| request.status_code == "HTTP 400" && request.path == path);
    assert_eq!(refused.count(), 4);
}

#[tokio::test]
async fn a_guessed_file_address_is_not_found() {
    let sandbox = start(options()).await;
    let url = snapshot_url(&sandbox).await;
    let other_company = url.replace("snapshot-0", "snapshot-1");
    let other_sandbox = snapshot_url(&start(options()).await).await;
    let other_sandbox =
        other_sandbox.replace(&other_sandbox[..other_sandbox.find("/files").expect("a file")], "");
    assert_eq!(download(&other_company).await.http_status(), 404);
    assert_eq!(download(&format!("{}{other_sandbox}", sandbox.base_url())).await.http_status(), 404);
}

#[test]
fn the_papers_are_of_these_companies() {
    let companies = Md5::digest(include_bytes!("../../companies.json"));
    let companies: String = companies.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(include_str!("../../papers/report.pdf").contains(&companies), "run papers/make.py");
}
