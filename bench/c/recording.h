/* A recording of `record`, read back: the statements in order, with their values, and the connections they run on. */
#ifndef RECORDING_H
#define RECORDING_H

#include "doltlite_api.h"

#include <stddef.h>

enum { CONNECTIONS = 16, ROW = 100, DONE = 101 };

typedef struct value {
  char kind; /* n null, i integer, d real, t text */
  int64_t integer;
  double real;
  const char *text;
  int bytes;
} value;

typedef struct entry {
  int opens; /* the flags a file is opened with, or 0 for a statement */
  int connection;
  const char *sql;
  int count;
  value *values;
} entry;

typedef struct recording {
  entry *entries;
  int count;
} recording;

extern doltlite_api api;
extern sqlite3 *connections[CONNECTIONS];

/* Ends the program with 1 and a message. */
void fail(const char *what, const char *reason);

/* Loads the engine and reads a recording; the texts live as long as the process. */
recording read_recording(const char *library, const char *path);

/* Opens the ledger as an entry says. */
void open_ledger(const entry *opening, const char *path);

/* The prepared form of the entry's statement, made on first use (as our programs do), reset and with its values bound.
 * NULL where the engine refused it: errcode of the connection says why. */
sqlite3_stmt *prepared(const entry *statement);

/* Closes what is open and forgets what was prepared. */
void close_all(void);

#endif
