#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CSpawn.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

static int place(posix_spawn_file_actions_t *actions, int from, int to) {
    if (from < 0)
        return posix_spawn_file_actions_addopen(actions, to, "/dev/null", to == 0 ? O_RDONLY : O_WRONLY, 0);
    return posix_spawn_file_actions_adddup2(actions, from, to);
}

// A descriptor of the caller that lies among 0, 1 and 2 would be overwritten while the others are
// placed, and one that is placed on itself would keep its close-on-exec mark; both are moved away.
static int lifted(int descriptor) {
    return descriptor >= 0 && descriptor <= 2 ? fcntl(descriptor, F_DUPFD_CLOEXEC, 3) : descriptor;
}

// `group` is what posix_spawnattr_setpgroup takes, -1 for the group of the caller.
static int spawned(const struct gt_launch *launch, int group, int32_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    pid_t child = 0;
    int given[3] = {launch->input, launch->output, launch->errors};
    int used[3];
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0) return code;
    code = posix_spawnattr_init(&attributes);
    if (code != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return code;
    }
    for (int i = 0; i < 3; i++) {
        used[i] = lifted(given[i]);
        if (given[i] >= 0 && used[i] < 0) code = errno;
    }
    if (code == 0 && launch->directory != NULL)
        code = posix_spawn_file_actions_addchdir_np(&actions, launch->directory);
    for (int i = 0; i < 3 && code == 0; i++) code = place(&actions, used[i], i);
#ifdef __APPLE__
    if (launch->close_others) flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#else
    if (code == 0 && launch->close_others) code = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
    sigemptyset(&none);
    sigfillset(&all);
    if (code == 0) code = posix_spawnattr_setsigmask(&attributes, &none);
    if (code == 0) code = posix_spawnattr_setsigdefault(&attributes, &all);
    if (launch->new_session) {
        flags |= POSIX_SPAWN_SETSID;
    } else if (group >= 0) {
        flags |= POSIX_SPAWN_SETPGROUP;
        if (code == 0) code = posix_spawnattr_setpgroup(&attributes, group);
    }
    if (code == 0) code = posix_spawnattr_setflags(&attributes, flags);
    if (code == 0)
        code = posix_spawn(&child, launch->program, &actions, &attributes, launch->arguments, launch->environment);
    for (int i = 0; i < 3; i++)
        if (used[i] >= 0 && used[i] != given[i]) close(used[i]);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (code == 0) *pid = (int32_t)child;
    return code;
}

// The highest descriptor that is open, or a guess.
static int highest_descriptor(void) {
    int highest = 255;
    DIR *folder = opendir("/dev/fd");
    if (folder == NULL) return highest;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        int number = atoi(entry->d_name);
        if (number > highest) highest = number;
    }
    closedir(folder);
    return highest;
}

// Ends as another process ended, so that whoever waits for this one learns the same.
static void end_as(int status) {
    struct rlimit none = {0, 0};
    sigset_t all;
    if (!WIFSIGNALED(status)) _exit(WEXITSTATUS(status));
    setrlimit(RLIMIT_CORE, &none);
    signal(WTERMSIG(status), SIG_DFL);
    sigfillset(&all);
    kill(getpid(), WTERMSIG(status));
    sigprocmask(SIG_UNBLOCK, &all, NULL);
    _exit(128 + WTERMSIG(status));
}

// The guard: holds what programs inherit, which is locks, and nothing else, until the program ends. It blocks signals to
// its group, because a program that is told to end may need a moment for it.
static void guard(const struct gt_launch *launch, int report, int highest) {
    sigset_t all;
    int32_t pid = 0;
    int status = 0;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    setpgid(0, 0);
    int code = spawned(launch, -1, &pid);
    ssize_t written = write(report, &code, sizeof code);
    if (code != 0 || written != sizeof code) _exit(127);
    for (int number = 0; number <= highest; number++) {
        int flags = fcntl(number, F_GETFD);
        if (number <= 2 || (flags >= 0 && (flags & FD_CLOEXEC))) close(number);
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) _exit(127);
    end_as(status);
}

static int start_guarded(const struct gt_launch *launch, int32_t *pid) {
    int report[2];
    int code = gt_pipe(report);
    if (code != 0) return code;
    // Asked for here: between fork and the end of the guard as little as can be is called.
    int highest = highest_descriptor();
    pid_t child = fork();
    if (child == 0) guard(launch, report[1], highest);
    if (child < 0) code = errno;
    close(report[1]);
    if (child > 0) {
        setpgid(child, child);
        ssize_t count;
        do count = read(report[0], &code, sizeof code);
        while (count < 0 && errno == EINTR);
        if (count != sizeof code) code = EAGAIN;
        if (code != 0) waitpid(child, NULL, 0);
    }
    close(report[0]);
    if (code == 0) *pid = (int32_t)child;
    return code;
}

int gt_launch_start(const struct gt_launch *launch, int32_t *pid) {
    return launch->guard_locks ? start_guarded(launch, pid) : spawned(launch, 0, pid);
}

int gt_launch_replace(const char *program, char *const *arguments, char *const *environment) {
    sigset_t none;
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(program, arguments, environment);
    return errno;
}

int gt_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno;
#else
    if (pipe(ends) != 0) return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

int gt_process_watch(int32_t pid) {
#if defined(__linux__) && defined(SYS_pidfd_open)
    return (int)syscall(SYS_pidfd_open, pid, 0);
#else
    (void)pid;
    return -1;
#endif
}

int gt_process_wait(int32_t pid, int no_hang, int *status) {
    int raw = 0;
    pid_t done;
    do done = waitpid(pid, &raw, no_hang ? WNOHANG : 0);
    while (done < 0 && errno == EINTR);
    if (done < 0) return errno;
    if (done == 0) return EAGAIN;
    *status = WIFSIGNALED(raw) ? -WTERMSIG(raw) : WEXITSTATUS(raw);
    return 0;
}

int gt_process_signal(int32_t pid, int64_t start, int number) {
    struct gt_process process;
    int code = 0;
    // The watch descriptor keeps meaning the same process even when its number is given away.
    int watch = gt_process_watch(pid);
    code = gt_process_look(pid, &process);
    if (code == 0 && process.start != start) code = ESRCH;
#if defined(__linux__) && defined(SYS_pidfd_send_signal)
    if (code == 0 && watch >= 0) {
        code = syscall(SYS_pidfd_send_signal, watch, number, NULL, 0) == 0 ? 0 : errno;
    } else
#endif
    if (code == 0) code = kill(pid, number) == 0 ? 0 : errno;
    if (watch >= 0) close(watch);
    return code;
}

static int signal_ends[2] = {-1, -1};

static void tell(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t ignored = write(signal_ends[1], &byte, 1);
    (void)ignored;
    errno = saved;
}

int gt_signal_pipe(void) {
    if (signal_ends[0] >= 0) return signal_ends[0];
    int ends[2];
    int code = gt_pipe(ends);
    if (code != 0) return -code;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    signal_ends[1] = ends[1];
    signal_ends[0] = ends[0];
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = tell;
    action.sa_flags = SA_RESTART;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    return signal_ends[0];
}
