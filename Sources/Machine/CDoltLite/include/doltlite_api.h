/* The part of the DoltLite (SQLite) C interface that the project calls, bound at run time.
 *
 * The engine is loaded with dlopen instead of linked: the package builds before the library is fetched, a program
 * can say in its own words that the library is missing, and a command that opens no ledger pays nothing for it
 * (docs/decisions/0001-engine.md). One list below makes both the table of typed functions and its binding. */
#ifndef DOLTLITE_API_H
#define DOLTLITE_API_H

#include <stdint.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;

/* Called by the engine for each action that a statement is about to need: 0 allows, 1 denies. */
typedef int (*doltlite_authorizer)(
    void *context, int action, const char *first, const char *second, const char *database, const char *trigger);

/* Gives back the memory of a bound value; NULL for static memory, doltlite_transient() for "copy it now". */
typedef void (*doltlite_destructor)(void *);

#define DOLTLITE_FUNCTIONS(F) \
  /* the library */ \
  F(const char *, libversion, (void)) \
  F(void, free, (void *)) \
  /* connections */ \
  F(int, open_v2, (const char *path, sqlite3 **db, int flags, const char *vfs)) \
  F(int, close_v2, (sqlite3 *)) \
  F(int, extended_result_codes, (sqlite3 *, int on)) \
  F(int, busy_timeout, (sqlite3 *, int milliseconds)) \
  F(int, get_autocommit, (sqlite3 *)) \
  F(int, db_readonly, (sqlite3 *, const char *database)) \
  F(int, changes, (sqlite3 *)) \
  F(int, total_changes, (sqlite3 *)) \
  F(int64_t, last_insert_rowid, (sqlite3 *)) \
  F(void, interrupt, (sqlite3 *)) \
  F(int, set_authorizer, (sqlite3 *, doltlite_authorizer, void *context)) \
  F(void, progress_handler, (sqlite3 *, int instructions, int (*stop)(void *), void *context)) \
  /* errors */ \
  F(int, errcode, (sqlite3 *)) \
  F(int, extended_errcode, (sqlite3 *)) \
  F(const char *, errmsg, (sqlite3 *)) \
  F(const char *, errstr, (int code)) \
  /* statements */ \
  F(int, exec, (sqlite3 *, const char *sql, int (*row)(void *, int, char **, char **), void *context, char **error)) \
  F(int, prepare_v2, (sqlite3 *, const char *sql, int bytes, sqlite3_stmt **, const char **tail)) \
  F(int, prepare_v3, (sqlite3 *, const char *sql, int bytes, unsigned flags, sqlite3_stmt **, const char **tail)) \
  F(const char *, sql, (sqlite3_stmt *)) \
  F(int, stmt_readonly, (sqlite3_stmt *)) \
  F(int, step, (sqlite3_stmt *)) \
  F(int, reset, (sqlite3_stmt *)) \
  F(int, finalize, (sqlite3_stmt *)) \
  /* parameters */ \
  F(int, bind_parameter_count, (sqlite3_stmt *)) \
  F(int, bind_parameter_index, (sqlite3_stmt *, const char *name)) \
  F(int, clear_bindings, (sqlite3_stmt *)) \
  F(int, bind_null, (sqlite3_stmt *, int)) \
  F(int, bind_int64, (sqlite3_stmt *, int, int64_t)) \
  F(int, bind_double, (sqlite3_stmt *, int, double)) \
  F(int, bind_text, (sqlite3_stmt *, int, const char *, int bytes, doltlite_destructor)) \
  F(int, bind_blob, (sqlite3_stmt *, int, const void *, int bytes, doltlite_destructor)) \
  /* columns */ \
  F(int, column_count, (sqlite3_stmt *)) \
  F(int, column_type, (sqlite3_stmt *, int)) \
  F(const char *, column_name, (sqlite3_stmt *, int)) \
  F(const char *, column_decltype, (sqlite3_stmt *, int)) \
  F(const unsigned char *, column_text, (sqlite3_stmt *, int)) \
  F(const void *, column_blob, (sqlite3_stmt *, int)) \
  F(int, column_bytes, (sqlite3_stmt *, int)) \
  F(int64_t, column_int64, (sqlite3_stmt *, int)) \
  F(double, column_double, (sqlite3_stmt *, int))

/* The engine's functions under their own names without the prefix; all are set once doltlite_load has succeeded. */
typedef struct doltlite_api {
#define DOLTLITE_FIELD(result, name, parameters) result (*name) parameters;
  DOLTLITE_FUNCTIONS(DOLTLITE_FIELD)
#undef DOLTLITE_FIELD
} doltlite_api;

/* Loads the library at `path` and binds every function of `api`.
 * Returns NULL, or why it could not: text that is valid until the next call on this thread. The library stays loaded
 * until the process ends. */
const char *doltlite_load(const char *path, doltlite_api *api);

/* The prefix that the package was built with; scripts/setup puts the engine into its lib folder. */
const char *doltlite_build_prefix(void);

/* The name of the library's file on this system. */
const char *doltlite_file_name(void);

/* The destructor that makes the engine copy a bound value before the call returns (SQLITE_TRANSIENT). */
doltlite_destructor doltlite_transient(void);

#endif
