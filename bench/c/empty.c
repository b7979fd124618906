/* Loads the engine and ends: what no program that uses the ledger can be faster than.
 *
 *   empty LIBRARY */
#include "doltlite_api.h"

#include <stdio.h>

int main(int count, char **words) {
  doltlite_api api;
  const char *reason = count == 2 ? doltlite_load(words[1], &api) : "usage: empty LIBRARY";
  if (reason == NULL) return 0;
  fprintf(stderr, "empty: %s\n", reason);
  return 1;
}
