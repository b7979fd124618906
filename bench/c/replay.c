/* Runs a recording of `record` on a ledger's file and prints every column of every row: the bare C program beside which
 * our commands are measured.
 *
 *   replay LIBRARY RECORDING LEDGER */
#include "recording.h"

#include <stdio.h>

static void print_row(sqlite3_stmt *handle) {
  int count = api.column_count(handle);
  for (int i = 0; i < count; i++) {
    const char *text = (const char *)api.column_text(handle, i);
    if (text != NULL) fwrite(text, 1, (size_t)api.column_bytes(handle, i), stdout);
    putchar(i + 1 == count ? '\n' : '\t');
  }
}

int main(int count, char **words) {
  if (count != 4) fail("usage", "replay LIBRARY RECORDING LEDGER");
  recording played = read_recording(words[1], words[2]);
  for (int i = 0; i < played.count; i++) {
    const entry *next = &played.entries[i];
    if (next->opens) {
      open_ledger(next, words[3]);
      continue;
    }
    sqlite3_stmt *handle = prepared(next);
    int code = 0;
    while (handle != NULL && (code = api.step(handle)) == ROW) print_row(handle);
    if (code != DONE) fail(next->sql, api.errmsg(connections[next->connection]));
    api.reset(handle);
  }
  close_all();
  return 0;
}
