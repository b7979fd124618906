/* One write against others: runs a recorded `bd` write for another bead, actor and text, by the same recipe.
 *
 *   contend LIBRARY RECORDING LEDGER CONDITION OLD NEW [OLD NEW]…
 *
 * In every recorded text each OLD becomes its NEW; so does the operation's id, by a random one. CONDITION is what the
 * bead must be like when it is read: `free` (open, nobody's) or the name of its holder. Ends with 0 when the write is
 * durable, with 3 when the condition does not hold, with 1 otherwise. */
#define _GNU_SOURCE
#include "recording.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BUSY = 5, LOCKED = 6, READ_ONLY = 8, INPUT_OUTPUT = 10, CORRUPT = 11, SCHEMA = 17, NOT_A_DATABASE = 26 };
enum { STATUS_COLUMN = 7, ASSIGNEE_COLUMN = 10, SECONDS = 30 };

static uint64_t random_number(void) {
  uint64_t number = 0;
  int file = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
  if (file < 0 || read(file, &number, sizeof number) != sizeof number) fail("/dev/urandom", "cannot be read");
  close(file);
  return number;
}

static void replace(value *bound, const char *old, const char *new) {
  size_t old_bytes = strlen(old), new_bytes = strlen(new);
  if (bound->kind != 't' || old_bytes == 0) return;
  const char *found = memmem(bound->text, (size_t)bound->bytes, old, old_bytes);
  if (found == NULL) return;
  size_t before = (size_t)(found - bound->text), after = (size_t)bound->bytes - before - old_bytes;
  value rest = {.kind = 't', .text = found + old_bytes, .bytes = (int)after};
  replace(&rest, old, new);
  char *text = malloc(before + new_bytes + (size_t)rest.bytes + 1);
  memcpy(text, bound->text, before);
  memcpy(text + before, new, new_bytes);
  memcpy(text + before + new_bytes, rest.text, (size_t)rest.bytes);
  bound->text = text;
  bound->bytes = (int)(before + new_bytes + (size_t)rest.bytes);
}

static void replace_all(recording *played, const char *old, const char *new) {
  for (int i = 0; i < played->count; i++)
    for (int j = 0; j < played->entries[i].count; j++) replace(&played->entries[i].values[j], old, new);
}

/* Gives the operation an id of its own: the recorded one is asked for before anything is written. A mere look has none. */
static void renew_operation(recording *played) {
  for (int i = 0; i < played->count; i++) {
    const entry *asked = &played->entries[i];
    if (asked->opens || strstr(asked->sql, "WHERE op_id = ?1") == NULL) continue;
    char *fresh = strdup(asked->values[0].text);
    uint64_t number = 0;
    for (size_t j = 0; fresh[j] != 0; j++, number /= 36) {
      if (number < 36) number = random_number();
      if (fresh[j] != '-') fresh[j] = "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
    }
    replace_all(played, strdup(asked->values[0].text), fresh);
    return;
  }
}

/* The time that stands in the rows of the operation, as it is now in the recording; all of its texts have 30 letters. */
static char stamp[31];

/* The recorded time is the last value of the operation's event rows. */
static void find_stamp(const recording *played) {
  for (int i = 0; i < played->count; i++) {
    const entry *noted = &played->entries[i];
    if (noted->opens || strncmp(noted->sql, "INSERT INTO events", 18) != 0) continue;
    const value *time = &noted->values[noted->count - 1];
    if (time->kind == 't' && time->bytes == 30) memcpy(stamp, time->text, 30);
    return;
  }
}

/* Puts the present into the rows; inside the transaction, so that the order of times is that of the writes. */
static void renew_stamp(recording *played) {
  struct timespec now;
  struct tm parts;
  char fresh[64];
  clock_gettime(CLOCK_REALTIME, &now);
  gmtime_r(&now.tv_sec, &parts);
  size_t seconds = strftime(fresh, sizeof fresh, "%Y-%m-%dT%H:%M:%S", &parts);
  snprintf(fresh + seconds, sizeof fresh - seconds, ".%09ldZ", now.tv_nsec);
  for (int i = 0; i < played->count; i++)
    for (int j = 0; j < played->entries[i].count; j++) {
      value *bound = &played->entries[i].values[j];
      char *found = bound->kind == 't' ? memmem(bound->text, (size_t)bound->bytes, stamp, 30) : NULL;
      if (found != NULL) memcpy(found, fresh, 30);
    }
  memcpy(stamp, fresh, 30);
}

static int holds(const char *condition, sqlite3_stmt *bead) {
  const char *status = (const char *)api.column_text(bead, STATUS_COLUMN);
  const char *assignee = (const char *)api.column_text(bead, ASSIGNEE_COLUMN);
  if (strcmp(condition, "free") == 0) return strcmp(status, "open") == 0 && (assignee == NULL || *assignee == 0);
  return assignee != NULL && strcmp(condition, assignee) == 0;
}

/* Whether the bead has been looked at; it is again when a transaction begins. */
static int looked;

/* Steps one statement to its end; the result code, or -1 where the bead is not as it has to be. */
static int run(const entry *next, const char *condition) {
  sqlite3_stmt *handle = prepared(next);
  if (handle == NULL) return api.extended_errcode(connections[next->connection]);
  int code, is_bead = strncmp(next->sql, "SELECT id, title, ", 18) == 0, fits = 1;
  while ((code = api.step(handle)) == ROW) {
    if (!is_bead || looked) continue;
    looked = 1;
    fits = holds(condition, handle);
  }
  if (code != DONE) code = api.extended_errcode(connections[next->connection]);
  api.reset(handle);
  return code == DONE && !fits ? -1 : code;
}

int main(int count, char **words) {
  if (count < 7 || count % 2 == 0) fail("usage", "contend LIBRARY RECORDING LEDGER CONDITION OLD NEW [OLD NEW]…");
  recording played = read_recording(words[1], words[2]);
  for (int i = 5; i + 1 < count; i += 2) replace_all(&played, words[i], words[i + 1]);
  renew_operation(&played);
  find_stamp(&played);
  srand((unsigned)random_number());
  time_t end = time(NULL) + SECONDS;
  int begin = -1, reopenings = 0;
  for (int i = 0; i < played.count; i++) {
    const entry *next = &played.entries[i];
    if (next->opens) {
      open_ledger(next, words[3]);
      continue;
    }
    sqlite3 *connection = connections[next->connection];
    if (strcmp(next->sql, "COMMIT") == 0 && api.get_autocommit(connection)) continue;
    if (strcmp(next->sql, "BEGIN IMMEDIATE") == 0) {
      begin = i;
      looked = 0;
    }
    int code = run(next, words[4]);
    if (code == DONE) {
      if (begin == i && *stamp != 0) renew_stamp(&played);
      continue;
    }
    if (begin >= 0 && !api.get_autocommit(connection)) api.exec(connection, "ROLLBACK", NULL, NULL, NULL);
    if (code == -1) return close_all(), 3;
    switch (code & 0xff) {
    case BUSY:
    case LOCKED:
    case SCHEMA:
      if (time(NULL) > end) fail(next->sql, "busy for too long");
      i = begin >= 0 ? begin - 1 : i - 1;
      break;
    case READ_ONLY:
    case INPUT_OUTPUT:
    case CORRUPT:
    case NOT_A_DATABASE:
      if (++reopenings > 3) fail(next->sql, api.errmsg(connection));
      close_all();
      looked = 0;
      begin = -1;
      i = -1;
      break;
    default: fail(next->sql, api.errmsg(connection));
    }
    usleep(1000 + (useconds_t)(rand() % 2000));
  }
  close_all();
  return 0;
}
