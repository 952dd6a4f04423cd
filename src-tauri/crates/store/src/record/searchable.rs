use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// Normalises a text for comparing subjects, regardless of the form of brackets, letters and spaces. The
/// caller provides it when opening the record.
pub type Searchable = fn(&str) -> String;

/// Registers the normalisation as an SQL function.
pub(super) fn register_searchable(connection: &Connection, searchable: Searchable) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("searchable", 1, flags, move |context| {
        Ok(searchable(context.get_raw(0).as_str()?))
    })
}
