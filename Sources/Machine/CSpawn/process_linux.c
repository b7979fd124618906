#ifdef __linux__
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CSpawn.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static ssize_t slurp(const char *path, char *bytes, size_t room) {
    size_t length = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -errno;
    while (length < room) {
        ssize_t got = read(file, bytes + length, room - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            int code = errno;
            close(file);
            return -code;
        }
        if (got == 0) break;
        length += (size_t)got;
    }
    close(file);
    return (ssize_t)length;
}

int gt_process_look(int32_t pid, struct gt_process *process) {
    char path[64], text[2048], state;
    int parent, group, session;
    long long start;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    ssize_t length = slurp(path, text, sizeof text - 1);
    if (length < 0) return length == -ENOENT ? ESRCH : (int)-length;
    text[length] = 0;
    // The name stands in parentheses and may hold any character, a parenthesis too.
    char *rest = strrchr(text, ')');
    if (rest == NULL) return ESRCH;
    int fields = sscanf(
        rest + 1, " %c %d %d %d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %lld", &state, &parent,
        &group, &session, &start);
    if (fields != 5) return EIO;
    process->pid = pid;
    process->parent = parent;
    process->group = group;
    process->session = session;
    process->start = start;
    process->is_zombie = state == 'Z' || state == 'X';
    return 0;
}

int gt_process_all(int32_t *pids, int room) {
    DIR *folder = opendir("/proc");
    if (folder == NULL) return -errno;
    int count = 0;
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        if (count < room) pids[count] = (int32_t)atoi(entry->d_name);
        count++;
    }
    closedir(folder);
    return count;
}

ssize_t gt_process_environment(int32_t pid, char *bytes, size_t room) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/environ", pid);
    return slurp(path, bytes, room);
}

int gt_boot_id(char *text, size_t room) {
    ssize_t length = slurp("/proc/sys/kernel/random/boot_id", text, room - 1);
    if (length < 0) return (int)-length;
    while (length > 0 && isspace((unsigned char)text[length - 1])) length--;
    text[length] = 0;
    return 0;
}
#endif
