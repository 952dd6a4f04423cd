use super::{Record, RecordError, millis, stored};
use crate::failure::Failure;
use crate::files::{QUARANTINED, sha256};
use crate::finding::Picture;
use rusqlite::{Row, named_params, params};

/// A fetched and validated picture.
#[derive(Debug, Clone)]
pub struct FetchedPicture {
    /// As received.
    pub bytes: Vec<u8>,
    /// Detected from the bytes.
    pub media_type: &'static str,
    /// In pixels, as displayed.
    pub width: u32,
    /// In pixels, as displayed.
    pub height: u32,
    /// Whether it was transferred unencrypted.
    pub plaintext: bool,
}

/// Why there is no picture to show.
#[derive(Debug, Clone)]
pub struct NoPicture {
    pub failure: Box<Failure>,
    /// What arrived. It may be what was paid for, in a form that is not shown, and its URL may expire.
    pub received: Option<ReceivedFile>,
}

#[derive(Debug, Clone)]
pub struct ReceivedFile {
    pub bytes: Vec<u8>,
    /// Detected from the bytes.
    pub media_type: &'static str,
    /// Whether it was transferred unencrypted.
    pub plaintext: bool,
}

/// The type of a file that was not recognised.
pub const UNKNOWN_TYPE: &str = "application/octet-stream";

impl From<Failure> for NoPicture {
    fn from(failure: Failure) -> Self {
        Self { failure: failure.into(), received: None }
    }
}

/// A stored picture, or what arrived in its place, with what is needed to save it.
#[derive(Debug, Clone)]
pub struct PictureRow {
    /// As received.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Detected from the bytes.
    pub media_type: String,
    /// The text that was sent.
    pub subject: String,
    /// Host of the service.
    pub service: String,
}

impl PictureRow {
    pub fn extension(&self) -> &'static str {
        match self.media_type.as_str() {
            "image/png" => "png",
            "image/jpeg" => "jpg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            "image/bmp" => "bmp",
            "image/tiff" => "tif",
            "image/avif" => "avif",
            "application/pdf" => "pdf",
            // No program opens it.
            _ => QUARANTINED,
        }
    }
}

impl Record {
    /// Stores the picture of a call, or why it is missing and what arrived, the same file once. Does nothing
    /// if the look-up was deleted meanwhile.
    pub fn keep_picture(
        &self,
        call: i64,
        picture: &Result<FetchedPicture, NoPicture>,
    ) -> Result<(), RecordError> {
        self.watched(|| {
            let fetched = picture.as_ref().ok();
            let file = match picture {
                Ok(it) => Some((&it.bytes, it.media_type, it.plaintext)),
                Err(none) => none.received.as_ref().map(|it| (&it.bytes, it.media_type, it.plaintext)),
            };
            self.lock().execute(
                "INSERT INTO pictures (call_id, fetched_at, bytes, sha256, media_type, width, height, plaintext, failure)
                 SELECT :call, :at, :bytes, :sha256, :type, :width, :height, :plaintext, :failure
                 WHERE EXISTS (SELECT 1 FROM calls WHERE id = :call AND erased_at IS NULL)
                     AND NOT EXISTS (SELECT 1 FROM pictures WHERE call_id = :call AND sha256 = :sha256
                         AND (failure IS NULL) = (:failure IS NULL))",
                named_params! {
                    ":call": call, ":at": millis(self.now()),
                    ":bytes": file.map(|(bytes, ..)| bytes),
                    ":sha256": file.map(|(bytes, ..)| sha256(bytes)),
                    ":type": file.map(|(_, media_type, _)| media_type),
                    ":width": fetched.map(|fetched| fetched.width),
                    ":height": fetched.map(|fetched| fetched.height),
                    ":plaintext": file.map(|(.., plaintext)| plaintext),
                    ":failure": picture.as_ref().err().map(|none| stored::of_failure(&none.failure)).transpose()?,
                },
            )?;
            Ok(())
        })
    }

    /// The picture of a call, unless it was deleted. A later failure hides neither a stored picture nor a
    /// file that arrived in its place, and a file that was not recognised hides none that was.
    pub fn picture(&self, call: i64) -> Result<Option<Picture>, RecordError> {
        self.row(
            "SELECT id, length(bytes) AS size, sha256, media_type, width, height, plaintext, failure
             FROM pictures WHERE call_id = ?1 AND (bytes IS NOT NULL OR failure IS NOT NULL)
             ORDER BY bytes IS NULL, failure IS NOT NULL, media_type = ?2, id DESC LIMIT 1",
            params![call, UNKNOWN_TYPE],
            picture,
        )
    }

    /// The SHA-256 of a picture that is stored and not deleted.
    pub fn picture_sha256(&self, id: i64) -> Result<Option<String>, RecordError> {
        let sql = "SELECT sha256 FROM pictures WHERE id = ?1 AND bytes IS NOT NULL";
        self.row(sql, [id], |row| Ok(row.get(0)?))
    }

    pub fn picture_row(&self, id: i64) -> Result<Option<PictureRow>, RecordError> {
        self.row(
            "SELECT bytes, pictures.sha256, media_type, subject, service FROM pictures JOIN calls ON calls.id = call_id
             WHERE pictures.id = ?1 AND bytes IS NOT NULL",
            [id],
            |row| {
                Ok(PictureRow {
                    bytes: row.get(0)?,
                    sha256: row.get(1)?,
                    media_type: row.get(2)?,
                    subject: row.get(3)?,
                    service: row.get(4)?,
                })
            },
        )
    }
}

fn picture(row: &Row<'_>) -> Result<Picture, RecordError> {
    let failure: Option<String> = row.get("failure")?;
    if let Some(failure) = failure {
        let size: Option<u32> = row.get("size")?;
        let received = size.map(|_| row.get("id")).transpose()?;
        let plaintext: Option<bool> = row.get("plaintext")?;
        let plaintext = plaintext.unwrap_or(false);
        return Ok(Picture::NotFetched { failure: stored::failure(&failure), received, plaintext });
    }
    Ok(Picture::Kept {
        file: row.get("id")?,
        media_type: row.get("media_type")?,
        width: row.get("width")?,
        height: row.get("height")?,
        bytes: row.get("size")?,
        sha256: row.get("sha256")?,
        plaintext: row.get("plaintext")?,
    })
}
