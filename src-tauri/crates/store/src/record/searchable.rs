use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// A text as subjects are compared, without regard to how its brackets, letters and blanks are written. Who reads subjects
/// knows how.
pub type Searchable = fn(&str) -> String;

/// Makes the form in which subjects are compared known to queries.
pub(super) fn teach_searching(connection: &Connection, searchable: Searchable) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("searchable", 1, flags, move |context| {
        Ok(searchable(context.get_raw(0).as_str()?))
    })
}
