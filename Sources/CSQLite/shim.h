// SQLite: what Swift cannot call.
#pragma once
#include <sqlite3.h>

// sqlite3_bind_text with a copy: SQLITE_TRANSIENT is a cast, which Swift does not import.
static inline int chat_sqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int count) {
  return sqlite3_bind_text(statement, index, text, count, SQLITE_TRANSIENT);
}

// sqlite3_db_config with SQLITE_DBCONFIG_RESET_DATABASE: variadic. While it is on, VACUUM empties the
// database, also a damaged one.
static inline int chat_sqlite_set_reset_database(sqlite3 *database, int on) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_RESET_DATABASE, on, (int *)0);
}
