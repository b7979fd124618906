// What Swift's view of the C library hides: starting programs, and facts about processes.
// Every function returns 0 or an errno, unless it says otherwise.
#ifndef CSPAWN_H
#define CSPAWN_H

#include <stdint.h>
#include <sys/types.h>

/// One program to start. Descriptors below 0 become /dev/null.
struct gt_launch {
    const char *program;        // a path; nothing is looked up
    char *const *arguments;     // ends with NULL, the first is the program's name
    char *const *environment;   // ends with NULL
    const char *directory;      // NULL keeps the caller's
    int input, output, errors;
    int new_session;            // 0: a process group of its own in the caller's session
    int close_others;           // 1: no descriptor above 2 is passed on, locks included
    int guard_locks;            // 1, with close_others: a process of ours holds them until the program has ended;
                                // `pid` is that process, which ends as the program does. Not with new_session.
};

/// Starts a program with all signals at their defaults and unblocked.
int gt_launch_start(const struct gt_launch *launch, int32_t *pid);

/// Replaces this process; returns only on failure.
int gt_launch_replace(const char *program, char *const *arguments, char *const *environment);

/// A pipe whose two ends are closed in started programs.
int gt_pipe(int ends[2]);

/// A descriptor that becomes readable when `pid` ends, -1 where there is none.
int gt_process_watch(int32_t pid);

/// Waits for the end of a child. `flags` as for waitpid; `*status` is the exit status or -signal.
/// EAGAIN: it still runs (only with WNOHANG).
int gt_process_wait(int32_t pid, int no_hang, int *status);

struct gt_process {
    int32_t pid, parent, group, session;
    int64_t start;              // opaque: equal for the same process, nothing else
    int is_zombie;
};

/// ESRCH: no such process.
int gt_process_look(int32_t pid, struct gt_process *process);

/// Writes at most `room` pids of all processes; returns how many there are, or -errno.
int gt_process_all(int32_t *pids, int room);

/// Writes at most `room` bytes of NUL-separated `name=value`; returns their number or -errno.
ssize_t gt_process_environment(int32_t pid, char *bytes, size_t room);

/// Sends a signal to exactly the process that `start` belongs to; ESRCH when it is gone.
int gt_process_signal(int32_t pid, int64_t start, int number);

/// Makes SIGTERM, SIGINT and SIGHUP write their number as one byte; returns the readable end or -errno.
int gt_signal_pipe(void);

/// Names the present run of the machine; at most `room` bytes with the NUL.
int gt_boot_id(char *text, size_t room);

#endif
