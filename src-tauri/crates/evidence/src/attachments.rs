//! Collects the attachments: replies, pictures and reports, byte for byte.

use crate::dossier::ReceivedReply;
use crate::words;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use store::check::Check;
use store::files;
use store::order::{ReportKind, SavedReport};
use store::record::{Call, PictureRow, RecordError};
use store::time;

/// Total size of attachments, in bytes. A larger file could neither be mailed nor opened; the rest is only
/// listed.
const MAX_ATTACHED: usize = 48 << 20;

const REPLY: &str = "application/json";

pub struct Attachment {
    /// ASCII only: PDF has two entries for a file name, and readers of the older one garble other characters.
    pub(crate) name: String,
    /// Description, in Chinese.
    pub(crate) about: String,
    pub(crate) media_type: String,
    /// RFC 3339, Asia/Shanghai.
    pub(crate) at: String,
    pub(crate) bytes: u64,
    /// SHA-256, lower-case hex.
    pub(crate) sha256: String,
    pub(crate) content: Content,
}

pub(crate) enum Content {
    Attached(Vec<u8>),
    Left(Left),
}

/// Why a file is listed but not attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// There is no PDF to attach it to.
    NoPdf,
    /// It exceeds the total size.
    TooLarge,
    /// It is no longer where it was saved.
    Gone,
    /// It cannot be read now, for example because its drive is away.
    OutOfReach,
    /// It was changed after it was saved.
    Changed,
}

/// Collects attachments. The order of adding decides which ones fit.
pub struct Attachments {
    /// In the order of adding.
    pub all: Vec<Attachment>,
    /// Whether there will be a PDF to attach them to.
    pdf: bool,
    size: usize,
}

impl Attachments {
    /// An empty collection. `pdf`: whether there will be a PDF to attach them to.
    pub fn of(pdf: bool) -> Self {
        Self { all: Vec::new(), pdf, size: 0 }
    }

    /// Adds a reply as received. Fails if it was changed, since it would be no evidence.
    pub fn add_reply(&mut self, call: &Call) -> Result<Option<ReceivedReply>, RecordError> {
        let (Some(known), Some(reply)) = (call.check, &call.reply) else {
            return Ok(None);
        };
        let sha256 = files::sha256(&reply.body);
        if call.sha256.as_deref().is_some_and(|recorded| recorded != sha256) {
            return Err(RecordError::Unreadable("reply"));
        }
        let page = call.page;
        let its_name = known.name();
        let (part, about) = match known {
            Check::List(_) => (format!("_page-{page}"), words::evidence::reply_of_page(its_name, page)),
            Check::RegistrationSnapshot | Check::Quota => {
                (String::new(), words::evidence::reply_of(its_name))
            }
            Check::IdentityReport if call.operation == qcc::GetReportInfo::PATH => {
                ("_progress".to_owned(), words::evidence::reply_of_progress(its_name))
            }
            Check::IdentityReport => ("_order".to_owned(), words::evidence::reply_of_order(its_name)),
        };
        let name = self.numbered(known, &part, "json");
        let bytes = reply.body.len();
        let content = self.fitting(reply.body.clone());
        let attachment = self.add(Attachment {
            name,
            about,
            media_type: REPLY.to_owned(),
            at: time::shown(call.asked_at),
            bytes: bytes as u64,
            sha256: sha256.clone(),
            content,
        });
        Ok(Some(ReceivedReply { bytes, sha256, attachment }))
    }

    /// Adds a picture as received, and returns its name or why it is missing.
    pub fn add_picture(&mut self, row: PictureRow, at: &str) -> Result<String, RecordError> {
        if files::sha256(&row.bytes) != row.sha256 {
            return Err(RecordError::Unreadable("picture"));
        }
        let name = self.numbered(Check::RegistrationSnapshot, "", row.extension());
        let bytes = row.bytes.len() as u64;
        let content = self.fitting(row.bytes);
        Ok(self.add(Attachment {
            name,
            about: words::evidence::picture_file(words::checks::REGISTRATION_SNAPSHOT),
            media_type: row.media_type,
            at: at.to_owned(),
            bytes,
            sha256: row.sha256,
            content,
        }))
    }

    /// Adds a saved report, and returns its name or why it is missing. A missing or changed file is only
    /// listed.
    pub fn add_report(&mut self, report: &SavedReport) -> String {
        let extension = Path::new(&report.file_name).extension().unwrap_or_default();
        let name = self.numbered(Check::IdentityReport, "", &extension.to_string_lossy());
        let content = match self.report_bytes(report) {
            Ok(bytes) => self.fitting(bytes),
            Err(left) => Content::Left(left),
        };
        self.add(Attachment {
            name,
            about: words::evidence::report_file(words::checks::IDENTITY_REPORT, &report.file_name),
            media_type: report.saved_as.map_or("application/octet-stream", ReportKind::media_type).to_owned(),
            at: report.saved_at.clone(),
            bytes: report.bytes,
            sha256: report.sha256.clone(),
            content,
        })
    }

    fn report_bytes(&self, report: &SavedReport) -> Result<Vec<u8>, Left> {
        let room = (MAX_ATTACHED - self.size) as u64;
        if report.bytes > room {
            return Err(Left::TooLarge);
        }
        let folder = Path::new(&report.folder).to_owned();
        let file_name = report.file_name.clone();
        let opened = files::within(files::FIND_TIMEOUT, move || {
            File::open(folder.join(file_name)).map_err(|error| missing(error.kind(), || folder.is_dir()))
        });
        let file = opened.unwrap_or(Err(Left::OutOfReach))?;
        let mut bytes = Vec::new();
        // Do not read all of a file that has grown.
        file.take(report.bytes + 1).read_to_end(&mut bytes).map_err(|_| Left::OutOfReach)?;
        if files::sha256(&bytes) == report.sha256 { Ok(bytes) } else { Err(Left::Changed) }
    }

    fn add(&mut self, attachment: Attachment) -> String {
        let whereabouts = attachment.whereabouts().to_owned();
        self.all.push(attachment);
        whereabouts
    }

    fn fitting(&mut self, bytes: Vec<u8>) -> Content {
        if !self.pdf {
            return Content::Left(Left::NoPdf);
        }
        if bytes.len() > MAX_ATTACHED - self.size {
            return Content::Left(Left::TooLarge);
        }
        self.size += bytes.len();
        Content::Attached(bytes)
    }

    /// Such as `01_exit-restriction_page-1.json`.
    fn numbered(&self, check: Check, part: &str, extension: &str) -> String {
        let mut name = format!("{:02}_", self.all.len() + 1);
        for c in check.id().chars() {
            name.extend(c.is_ascii_uppercase().then_some('-'));
            name.push(c.to_ascii_lowercase());
        }
        format!("{name}{part}.{extension}")
    }
}

fn missing(error: ErrorKind, folder_is_there: impl FnOnce() -> bool) -> Left {
    if files::is_gone(error, folder_is_there) { Left::Gone } else { Left::OutOfReach }
}

impl Attachment {
    pub(crate) fn is_reply(&self) -> bool {
        self.media_type == REPLY
    }

    pub(crate) fn is_attached(&self) -> bool {
        matches!(self.content, Content::Attached(_))
    }

    /// Its name in the PDF, or why it is not attached.
    pub(crate) fn whereabouts(&self) -> &str {
        match &self.content {
            Content::Attached(_) => &self.name,
            Content::Left(left) => words::evidence::not_attached(*left),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_that_its_folder_no_longer_has_is_said_to_be_moved_or_deleted() {
        assert_eq!(missing(ErrorKind::NotFound, || true), Left::Gone);
        assert_eq!(missing(ErrorKind::NotFound, || false), Left::OutOfReach);
        for error in [ErrorKind::PermissionDenied, ErrorKind::HostUnreachable, ErrorKind::TimedOut] {
            assert_eq!(missing(error, || true), Left::OutOfReach, "{error}");
        }
    }
}
