use super::{Record, RecordError, millis, stored};
use crate::failure::Failure;
use crate::files::sha256;
use crate::finding::Picture;
use rusqlite::{Row, named_params};

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

/// A stored picture with what is needed to save it.
#[derive(Debug, Clone)]
pub struct PictureRow {
    /// As received.
    pub bytes: Vec<u8>,
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
            "image/jpeg" => "jpg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            "image/bmp" => "bmp",
            _ => "png",
        }
    }
}

impl Record {
    /// Stores the picture of a call, or why it is missing. Does nothing if the look-up was deleted meanwhile.
    pub fn keep_picture(
        &self,
        call: i64,
        picture: &Result<FetchedPicture, Failure>,
    ) -> Result<(), RecordError> {
        self.watched(|| {
            let fetched = picture.as_ref().ok();
            self.lock().execute(
                "INSERT INTO pictures (call_id, fetched_at, bytes, sha256, media_type, width, height, plaintext, failure)
                 SELECT :call, :at, :bytes, :sha256, :type, :width, :height, :plaintext, :failure
                 WHERE EXISTS (SELECT 1 FROM calls WHERE id = :call AND erased_at IS NULL)",
                named_params! {
                    ":call": call, ":at": millis(self.now()),
                    ":bytes": fetched.map(|fetched| &fetched.bytes),
                    ":sha256": fetched.map(|fetched| sha256(&fetched.bytes)),
                    ":type": fetched.map(|fetched| fetched.media_type),
                    ":width": fetched.map(|fetched| fetched.width),
                    ":height": fetched.map(|fetched| fetched.height),
                    ":plaintext": fetched.map(|fetched| fetched.plaintext),
                    ":failure": picture.as_ref().err().map(stored::of_failure).transpose()?,
                },
            )?;
            Ok(())
        })
    }

    /// The picture of a call, unless it was deleted. A later failure does not hide a stored picture.
    pub fn picture(&self, call: i64) -> Result<Option<Picture>, RecordError> {
        self.row(
            "SELECT id, length(bytes) AS size, sha256, media_type, width, height, plaintext, failure
             FROM pictures WHERE call_id = ?1 AND (bytes IS NOT NULL OR failure IS NOT NULL)
             ORDER BY bytes IS NULL, id DESC LIMIT 1",
            [call],
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
            "SELECT bytes, media_type, subject, service FROM pictures JOIN calls ON calls.id = call_id
             WHERE pictures.id = ?1 AND bytes IS NOT NULL",
            [id],
            |row| {
                Ok(PictureRow {
                    bytes: row.get(0)?,
                    media_type: row.get(1)?,
                    subject: row.get(2)?,
                    service: row.get(3)?,
                })
            },
        )
    }
}

fn picture(row: &Row<'_>) -> Result<Picture, RecordError> {
    let failure: Option<String> = row.get("failure")?;
    if let Some(failure) = failure {
        return Ok(Picture::NotFetched { failure: stored::failure(&failure) });
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
