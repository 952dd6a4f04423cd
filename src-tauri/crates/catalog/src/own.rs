//! Checks that an organisation describes itself: `.toml` files beside the settings, or in a folder managed by
//! IT.

use crate::description::Description;
use crate::file::{self, Error};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Prefix of the ids of such checks, which keeps them apart from the app's own.
const PREFIX: &str = "own-";

/// Far more than any description needs.
const MAX_BYTES: u64 = 256 * 1024;

/// Whether this is the id of an organisation's own check, even of one that no longer exists.
pub fn is_own_id(id: &str) -> bool {
    id.starts_with(PREFIX)
}

#[derive(Debug, Default)]
pub struct OwnChecks {
    pub described: Vec<Description>,
    /// Rejected files, each with the reason. The other files still count.
    pub refused: Vec<Error>,
}

impl OwnChecks {
    /// Reads the `.toml` files of these folders, if they exist, in the order of folders and file names. If
    /// two checks collide, the first one counts.
    pub fn read(folders: &[PathBuf]) -> Self {
        let mut read = Self::default();
        for folder in folders {
            match files(folder) {
                Ok(files) => files.iter().for_each(|file| read.add(file)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => read.refuse(folder, &error),
            }
        }
        read
    }

    fn add(&mut self, file: &Path) {
        let text = match text(file) {
            Ok(text) => text,
            Err(error) => return self.refuse(file, &error),
        };
        match own(&file.display().to_string(), &text, &self.described) {
            Ok(description) => self.described.push(description),
            Err(error) => self.refused.push(error),
        }
    }

    fn refuse(&mut self, place: &Path, error: &io::Error) {
        self.refused.push(Error { file: place.display().to_string(), line: 1, what: error.to_string() });
    }
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: io::Result<Vec<_>> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let is_toml = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let mut files: Vec<PathBuf> = entries?.into_iter().filter(is_toml).collect();
    files.sort();
    Ok(files)
}

/// Windows editors write a byte-order mark, which TOML does not allow.
fn text(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(file)?.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(io::Error::other(format!("expected at most {MAX_BYTES} bytes")));
    }
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Parses another check of the organisation, which must not collide with the app's or the `earlier` ones.
fn own(name: &str, text: &str, earlier: &[Description]) -> Result<Description, Error> {
    let refused =
        |what: &str| Error { file: name.to_owned(), line: line_of(text, "path"), what: what.to_owned() };
    let mut description = file::describe(name, text)?;
    if !is_list_path(&description.path) {
        // Some of the vendor's orders are GET requests, too, and would be charged.
        return Err(refused("path: expected /api/yj/<Name>/GetList, with letters and digits in the name"));
    }
    description.id.insert_str(0, PREFIX);
    description.name.zh.push_str("（自定义）");
    description.name.en.push_str(" (custom)");
    description.custom = true;
    description.provisional = true;
    // Enter asks only for what a person has ticked on this machine.
    description.default = false;
    let known = crate::list::shipped().iter().chain(earlier);
    file::check_unique(name, &description, known)?;
    Ok(description)
}

/// Whether the path is that of a list, not of an order.
fn is_list_path(path: &str) -> bool {
    let name = path.strip_prefix("/api/yj/").and_then(|rest| rest.strip_suffix("/GetList"));
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn line_of(text: &str, option: &str) -> usize {
    1 + text.lines().position(|line| line.trim_start().starts_with(option)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example in docs/own-checks.zh-CN.md.
    fn example() -> String {
        let papers = include_str!("../../../../docs/own-checks.zh-CN.md");
        let (_, rest) = papers.split_once("```toml\n").unwrap();
        rest.split_once("```").unwrap().0.to_owned()
    }

    fn refusal(text: &str) -> String {
        own("x.toml", text, &[]).unwrap_err().to_string()
    }

    #[test]
    fn the_example_of_the_papers_is_read_and_marked() {
        let description = own("x.toml", &format!("default = true\n{}", example()), &[]).unwrap();
        assert!(!description.default, "only a person ticks it");
        assert!(description.id.starts_with(PREFIX) && description.custom && description.provisional);
        assert!(description.name.zh.ends_with("（自定义）") && description.name.en.ends_with(" (custom)"));
    }

    #[test]
    fn only_lists_of_the_service_may_be_asked() {
        let example = example();
        let path = example.lines().find(|line| line.starts_with("path")).unwrap();
        for other in [
            "/api/yj/CreateOrder/Create",
            "/api/yj/GetList",
            "/api/yj//GetList",
            "/api/yj/A/B/GetList",
            "/api/yj/../GetList",
            "/api/yj/%2e%2e/GetList",
            "/api/yj/Sample/getlist",
            "/api/yj/Sample/GetList/",
            "/api/yj/Sample/GetListOrder",
            "/api/xx/Sample/GetList",
            "/API/yj/Sample/GetList",
            "/api/yj/示例/GetList",
            "//other.example/api/yj/Sample/GetList",
        ] {
            let message = refusal(&example.replace(path, &format!("path = \"{other}\"")));
            assert!(message.contains(": path: expected /api/yj/<Name>/GetList"), "{other}: {message}");
        }
    }

    #[test]
    fn none_is_asked_or_stored_like_another() {
        let example = example();
        let path = example.lines().find(|line| line.starts_with("path")).unwrap();
        let shipped = format!("path = \"{}\"", crate::list::shipped()[0].path);
        assert!(refusal(&example.replace(path, &shipped)).contains("another check has the same"));
        let first = own("a.toml", &example, &[]).unwrap();
        assert!(own("b.toml", &example, &[first]).is_err());
        assert!(crate::list::shipped().iter().all(|check| !check.id.starts_with(PREFIX)));
    }

    #[test]
    fn a_bad_file_is_named_with_its_line_and_costs_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
        put("a.toml", example().replace("= true", "= \"yes\"").as_bytes());
        put("b.TOML", format!("\u{feff}{}", example().replace('\n', "\r\n")).as_bytes());
        put("c.toml", &[0xff, 0xfe, 0x00]);
        put("d.toml", &vec![b'#'; MAX_BYTES as usize + 1]);
        put("e.txt", b"no description");
        fs::create_dir(folder.path().join("f.toml")).unwrap();
        let read = OwnChecks::read(&[folder.path().to_owned(), folder.path().join("none")]);
        assert_eq!(read.described.len(), 1);
        let files: Vec<String> = read
            .refused
            .iter()
            .map(|error| Path::new(&error.file).file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(files, ["a.toml", "c.toml", "d.toml", "f.toml"]);
        assert!(read.refused[0].line > 1 && read.refused[0].what.contains("expected a boolean"));
    }

    #[test]
    fn what_it_manages_comes_before_what_a_person_put_there() {
        let [managed, personal] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        for (folder, name) in [(&managed, "z.toml"), (&personal, "a.toml")] {
            fs::write(folder.path().join(name), example()).unwrap();
        }
        let read = OwnChecks::read(&[managed.path().to_owned(), personal.path().to_owned()]);
        assert_eq!((read.described.len(), read.refused.len()), (1, 1));
        assert!(read.refused[0].file.ends_with("a.toml"));
    }
}
