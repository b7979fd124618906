/* Writes down every statement that a program runs on its ledger, with the values bound to it.
 *
 * Preloaded into the program: LD_PRELOAD=record.so BENCH_RECORDING=FILE program …
 * The program asks dlsym for the engine's functions; for a few of them it gets the ones below, which note and pass on.
 * `replay` runs the recording as a bare C program, so that both sides of a comparison run the same literal SQL.
 *
 * The recording, each part on a line of its own:
 *   O CONNECTION FLAGS                     a file is opened
 *   S CONNECTION BYTES VALUES, then SQL    a statement is run, followed by its values:
 *   n | i NUMBER | d NUMBER | t BYTES, then the text */
#define _GNU_SOURCE
#include "doltlite_api.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECTIONS = 16, STATEMENTS = 4096, VALUES = 100 };

typedef struct value {
  char kind;
  int64_t integer;
  double real;
  char *text;
  int bytes;
} value;

typedef struct statement {
  sqlite3_stmt *handle;
  int connection;
  int running;
  value values[VALUES + 1];
} statement;

static sqlite3 *connections[CONNECTIONS];
static statement statements[STATEMENTS];
static FILE *recording;
static doltlite_api engine;

/* What does not fit would make a wrong comparison: better none. */
static void give_up(const char *reason) {
  fprintf(stderr, "record: %s\n", reason);
  abort();
}

static statement *find(sqlite3_stmt *handle) {
  for (int i = 0; i < STATEMENTS; i++)
    if (statements[i].handle == handle) return &statements[i];
  return NULL;
}

static value *slot(sqlite3_stmt *handle, int index) {
  statement *found = find(handle);
  if (found == NULL) return NULL;
  if (index < 1 || index > VALUES) give_up("a statement has more parameters than expected");
  value *place = &found->values[index];
  free(place->text);
  memset(place, 0, sizeof *place);
  return place;
}

static int open_v2(const char *path, sqlite3 **db, int flags, const char *vfs) {
  int code = engine.open_v2(path, db, flags, vfs);
  if (code != 0 || strcmp(path, ":memory:") == 0) return code;
  for (int i = 0; i < CONNECTIONS; i++) {
    if (connections[i] != NULL) continue;
    connections[i] = *db;
    fprintf(recording, "O %d %d\n", i, flags);
    return code;
  }
  give_up("more files are opened than expected");
  return code;
}

static int prepare_v2(sqlite3 *db, const char *sql, int bytes, sqlite3_stmt **out, const char **tail) {
  int code = engine.prepare_v2(db, sql, bytes, out, tail);
  int connection = 0;
  while (connection < CONNECTIONS && connections[connection] != db) connection++;
  if (code != 0 || *out == NULL || connection == CONNECTIONS) return code;
  statement *free_place = find(NULL);
  if (free_place == NULL) give_up("more statements are prepared than expected");
  memset(free_place, 0, sizeof *free_place);
  free_place->handle = *out;
  free_place->connection = connection;
  return code;
}

static int bind_null(sqlite3_stmt *handle, int index) {
  value *place = slot(handle, index);
  if (place != NULL) place->kind = 'n';
  return engine.bind_null(handle, index);
}

static int bind_int64(sqlite3_stmt *handle, int index, int64_t number) {
  value *place = slot(handle, index);
  if (place != NULL) place->kind = 'i', place->integer = number;
  return engine.bind_int64(handle, index, number);
}

static int bind_double(sqlite3_stmt *handle, int index, double number) {
  value *place = slot(handle, index);
  if (place != NULL) place->kind = 'd', place->real = number;
  return engine.bind_double(handle, index, number);
}

static int bind_text(sqlite3_stmt *handle, int index, const char *text, int bytes, doltlite_destructor destroy) {
  value *place = slot(handle, index);
  if (place != NULL) {
    place->kind = 't';
    place->bytes = bytes < 0 ? (int)strlen(text) : bytes;
    place->text = malloc((size_t)place->bytes + 1);
    memcpy(place->text, text, (size_t)place->bytes);
  }
  return engine.bind_text(handle, index, text, bytes, destroy);
}

static void note(statement *ran) {
  const char *sql = engine.sql(ran->handle);
  int count = engine.bind_parameter_count(ran->handle);
  fprintf(recording, "S %d %zu %d\n%s\n", ran->connection, strlen(sql), count, sql);
  for (int i = 1; i <= count; i++) {
    value *bound = &ran->values[i];
    switch (bound->kind) {
    case 'i': fprintf(recording, "i %lld\n", (long long)bound->integer); break;
    case 'd': fprintf(recording, "d %.17g\n", bound->real); break;
    case 't':
      fprintf(recording, "t %d\n", bound->bytes);
      fwrite(bound->text, 1, (size_t)bound->bytes, recording);
      fputc('\n', recording);
      break;
    default: fputs("n\n", recording);
    }
  }
}

static int step(sqlite3_stmt *handle) {
  statement *found = find(handle);
  if (found != NULL && !found->running) {
    note(found);
    found->running = 1;
  }
  int code = engine.step(handle);
  if (found != NULL && code != 100) found->running = 0;
  return code;
}

static int reset(sqlite3_stmt *handle) {
  statement *found = find(handle);
  if (found != NULL) found->running = 0;
  return engine.reset(handle);
}

static int finalize(sqlite3_stmt *handle) {
  statement *found = handle == NULL ? NULL : find(handle);
  if (found != NULL) found->handle = NULL;
  return engine.finalize(handle);
}

static int close_v2(sqlite3 *db) {
  for (int i = 0; db != NULL && i < CONNECTIONS; i++)
    if (connections[i] == db) connections[i] = NULL;
  if (recording != NULL) fflush(recording);
  return engine.close_v2(db);
}

static void *(*next_dlsym(void))(void *, const char *) {
  /* dlsym cannot be asked for itself; the version that it came with depends on the machine. */
  static const char *versions[] = {"GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5"};
  for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
    void *found = dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    if (found != NULL) return (void *(*)(void *, const char *))found;
  }
  give_up("the C library has no dlsym");
  return NULL;
}

void *dlsym(void *library, const char *name) {
  void *found = next_dlsym()(library, name);
  if (found == NULL || strncmp(name, "sqlite3_", 8) != 0) return found;
  if (recording == NULL) {
    const char *path = getenv("BENCH_RECORDING");
    recording = path == NULL ? NULL : fopen(path, "w");
    if (recording == NULL) give_up("BENCH_RECORDING names no file that can be written");
  }
#define KEEP(result, function, parameters) \
  if (strcmp(name + 8, #function) == 0) engine.function = (result (*) parameters)found;
  DOLTLITE_FUNCTIONS(KEEP)
#undef KEEP
#define INSTEAD(function) \
  if (strcmp(name + 8, #function) == 0) return (void *)function;
  INSTEAD(open_v2)
  INSTEAD(close_v2)
  INSTEAD(prepare_v2)
  INSTEAD(bind_null)
  INSTEAD(bind_int64)
  INSTEAD(bind_double)
  INSTEAD(bind_text)
  INSTEAD(step)
  INSTEAD(reset)
  INSTEAD(finalize)
#undef INSTEAD
  return found;
}

__attribute__((destructor)) static void finish(void) {
  if (recording != NULL) fclose(recording);
}
