//! What several unit tests need: a core connected to the sandbox, and a picture.

use crate::archive::Archive;
use crate::desk::{Desk, Setup};
use crate::polling::Polling;
use crate::reuse::ReuseWindow;
use crate::service::Service;
use crate::subject::{Subject, recognise};
use image::codecs::jpeg::JpegEncoder;
use image::{ColorType, ImageEncoder, Rgb, RgbImage};
use jiff::Timestamp;
use qcc::{Credential, Proxy};
use sandbox::{Clock, Options, Sandbox};
use std::sync::Arc;
use store::wall_clock::WallClock;

pub(crate) struct Workplace {
    pub(crate) desk: Arc<Desk>,
    pub(crate) home: tempfile::TempDir,
    _sandbox: Sandbox,
}

/// The time at which every test starts.
pub(crate) fn start() -> Timestamp {
    "2026-11-22T06:30:00Z".parse().unwrap()
}

pub(crate) fn subject(name: &str) -> Subject {
    Subject::parse(name, start(), &recognise(name, start()).questions).unwrap()
}

impl Workplace {
    pub(crate) async fn new() -> Self {
        let clock = Clock::running_from(start().as_second());
        let sandbox = Sandbox::start(Options { clock, ..Options::default() }).await.unwrap();
        let home = tempfile::tempdir().unwrap();
        let archive = Archive::open(&home.path().join("record.sqlite3"), WallClock::set_to(start())).unwrap();
        let credential = Credential::new(sandbox.key().into(), sandbox.secret().to_owned().into()).unwrap();
        let service = Service::new(sandbox.base_url().parse().unwrap(), &Proxy::Direct, credential).unwrap();
        let setup = Setup {
            service,
            archive,
            folder: home.path().join("evidence"),
            reuse: ReuseWindow::Today,
            polling: Polling::default(),
        };
        Self { desk: Desk::open(setup).unwrap(), home, _sandbox: sandbox }
    }
}

/// EXIF data for a picture to be rotated by 90°.
const ON_ITS_SIDE: [u8; 26] = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";

/// A JPEG with a white left and a black right half, stored rotated.
pub(crate) fn on_its_side(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, _| Rgb([if x < width / 2 { 255 } else { 0 }; 3]));
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes);
    encoder.set_exif_metadata(ON_ITS_SIDE.to_vec()).unwrap();
    encoder.write_image(&picture, width, height, ColorType::Rgb8.into()).unwrap();
    bytes
}
