#include "doltlite_api.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>

const char *doltlite_load(const char *path, doltlite_api *api) {
  /* In bytes. Opening a file reads what was written since the engine's last checkpoint: by its own threshold up to 4 MB, so
   * that calls get slower by 10 ms over a hundred writes; this one costs a tenth more space. A user's value stays. */
  setenv("DOLTLITE_WAL_CHECKPOINT_THRESHOLD", "131072", 0);
  /* RTLD_LOCAL: the engine exports SQLite's names, and a process that sees two sets of them crashes. */
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return dlerror();

#define BIND(result, name, parameters) \
  api->name = (result (*) parameters)dlsym(library, "sqlite3_" #name); \
  if (api->name == NULL) return dlclose(library), "the library has no function sqlite3_" #name;
  DOLTLITE_FUNCTIONS(BIND)
#undef BIND
  /* Nobody asks how much memory the engine uses; counting it takes a lock at each allocation. */
  enum { CONFIG_MEMSTATUS = 9 };
  int (*config)(int, ...) = (int (*)(int, ...))dlsym(library, "sqlite3_config");
  if (config != NULL) config(CONFIG_MEMSTATUS, 0);
  return NULL;
}

const char *doltlite_build_prefix(void) { return DOLTLITE_BUILD_PREFIX; }

const char *doltlite_file_name(void) {
#ifdef __APPLE__
  return "libdoltlite.dylib";
#else
  return "libdoltlite.so";
#endif
}

doltlite_destructor doltlite_transient(void) { return (doltlite_destructor)(intptr_t)-1; }
