#include "recording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENTS = 512 };

doltlite_api api;
sqlite3 *connections[CONNECTIONS];

static struct {
  int connection;
  const char *sql;
  sqlite3_stmt *handle;
} known[STATEMENTS];
static int known_count;

void fail(const char *what, const char *reason) {
  fprintf(stderr, "%s: %s\n", what, reason);
  exit(1);
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail(path, "cannot be read");
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *text = malloc(*size + 1);
  if (fread(text, 1, *size, file) != *size) fail(path, "cannot be read");
  text[*size] = 0;
  fclose(file);
  return text;
}

/* The next number of the line at `*at`. */
static long long number(char **at) {
  while (**at == ' ') (*at)++;
  return strtoll(*at, at, 10);
}

/* The next `bytes` bytes as a text, and past the end of the line. */
static const char *text(char **at, size_t bytes) {
  char *start = *at;
  start[bytes] = 0;
  *at = start + bytes + 1;
  return start;
}

static value read_value(char **at) {
  value read = {.kind = *(*at)++};
  switch (read.kind) {
  case 'i': read.integer = number(at); break;
  case 'd': read.real = strtod(*at, at); break;
  case 't':
    read.bytes = (int)number(at);
    (*at)++;
    read.text = text(at, (size_t)read.bytes);
    return read;
  }
  (*at)++;
  return read;
}

recording read_recording(const char *library, const char *path) {
  const char *reason = doltlite_load(library, &api);
  if (reason != NULL) fail(library, reason);
  size_t size;
  char *at = read_file(path, &size), *end = at + size;
  recording read = {NULL, 0};
  int room = 0;
  while (at < end) {
    if (read.count == room) read.entries = realloc(read.entries, (size_t)(room = room * 2 + 64) * sizeof(entry));
    entry *fresh = &read.entries[read.count++];
    memset(fresh, 0, sizeof *fresh);
    char mark = *at++;
    fresh->connection = (int)number(&at);
    if (mark == 'O') {
      fresh->opens = (int)number(&at);
      at++;
      continue;
    }
    if (mark != 'S') fail(path, "is no recording");
    size_t bytes = (size_t)number(&at);
    fresh->count = (int)number(&at);
    at++;
    fresh->sql = text(&at, bytes);
    fresh->values = calloc((size_t)fresh->count + 1, sizeof(value));
    for (int i = 0; i < fresh->count; i++) fresh->values[i] = read_value(&at);
  }
  return read;
}

void open_ledger(const entry *opening, const char *path) {
  sqlite3 **connection = &connections[opening->connection];
  if (api.open_v2(path, connection, opening->opens, NULL) != 0) fail(path, "cannot be opened");
  api.extended_result_codes(*connection, 1);
  api.busy_timeout(*connection, opening->opens & 1 ? 30000 : 10);
}

sqlite3_stmt *prepared(const entry *statement) {
  sqlite3_stmt *handle = NULL;
  for (int i = 0; i < known_count && handle == NULL; i++)
    if (known[i].connection == statement->connection && strcmp(known[i].sql, statement->sql) == 0)
      handle = known[i].handle;
  if (handle == NULL) {
    if (known_count == STATEMENTS) fail("recording", "more statements than expected");
    if (api.prepare_v2(connections[statement->connection], statement->sql, -1, &handle, NULL) != 0) return NULL;
    known[known_count].connection = statement->connection;
    known[known_count].sql = statement->sql;
    known[known_count++].handle = handle;
  }
  api.reset(handle);
  for (int i = 0; i < statement->count; i++) {
    const value *bound = &statement->values[i];
    switch (bound->kind) {
    case 'i': api.bind_int64(handle, i + 1, bound->integer); break;
    case 'd': api.bind_double(handle, i + 1, bound->real); break;
    case 't': api.bind_text(handle, i + 1, bound->text, bound->bytes, NULL); break;
    default: api.bind_null(handle, i + 1);
    }
  }
  return handle;
}

void close_all(void) {
  for (int i = 0; i < known_count; i++) api.finalize(known[i].handle);
  known_count = 0;
  for (int i = 0; i < CONNECTIONS; i++) {
    if (connections[i] != NULL) api.close_v2(connections[i]);
    connections[i] = NULL;
  }
}
