// Written from the manual pages; never compiled or run so far (docs: "never run on macOS").
#ifdef __APPLE__
#include "CSpawn.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysctl.h>
#include <unistd.h>

static void take(struct gt_process *process, const struct kinfo_proc *info) {
    process->pid = info->kp_proc.p_pid;
    process->parent = info->kp_eproc.e_ppid;
    process->group = info->kp_eproc.e_pgid;
    pid_t session = getsid(process->pid);
    process->session = session < 0 ? 0 : session;
    process->start = (int64_t)info->kp_proc.p_starttime.tv_sec * 1000000 + info->kp_proc.p_starttime.tv_usec;
    process->is_zombie = info->kp_proc.p_stat == SZOMB;
}

int gt_process_look(int32_t pid, struct gt_process *process) {
    int name[4] = {CTL_KERN, KERN_PROC, KERN_PROC_PID, pid};
    struct kinfo_proc info;
    size_t size = sizeof info;
    if (sysctl(name, 4, &info, &size, NULL, 0) != 0) return errno;
    if (size == 0) return ESRCH;
    take(process, &info);
    return 0;
}

int gt_process_all(int32_t *pids, int room) {
    int name[4] = {CTL_KERN, KERN_PROC, KERN_PROC_ALL, 0};
    size_t size = 0;
    if (sysctl(name, 4, NULL, &size, NULL, 0) != 0) return -errno;
    size += 64 * sizeof(struct kinfo_proc);
    struct kinfo_proc *all = malloc(size);
    if (all == NULL) return -ENOMEM;
    if (sysctl(name, 4, all, &size, NULL, 0) != 0) {
        int code = errno;
        free(all);
        return -code;
    }
    int count = (int)(size / sizeof(struct kinfo_proc));
    for (int i = 0; i < count && i < room; i++) pids[i] = all[i].kp_proc.p_pid;
    free(all);
    return count;
}

ssize_t gt_process_environment(int32_t pid, char *bytes, size_t room) {
    int name[3] = {CTL_KERN, KERN_PROCARGS2, pid};
    int limit_name[2] = {CTL_KERN, KERN_ARGMAX};
    int limit = 0, count = 0;
    size_t size = sizeof limit;
    if (sysctl(limit_name, 2, &limit, &size, NULL, 0) != 0) return -errno;
    char *all = malloc((size_t)limit);
    if (all == NULL) return -ENOMEM;
    size = (size_t)limit;
    if (sysctl(name, 3, all, &size, NULL, 0) != 0) {
        int code = errno;
        free(all);
        return -code;
    }
    // The number of arguments, the program's path, padding, the arguments, the environment.
    memcpy(&count, all, sizeof count);
    char *at = all + sizeof count, *end = all + size;
    while (at < end && *at) at++;
    while (at < end && !*at) at++;
    for (int i = 0; i < count && at < end; i++) {
        while (at < end && *at) at++;
        at++;
    }
    size_t length = at < end ? (size_t)(end - at) : 0;
    if (length > room) length = room;
    memcpy(bytes, at, length);
    free(all);
    return (ssize_t)length;
}

int gt_boot_id(char *text, size_t room) {
    size_t size = room;
    return sysctlbyname("kern.bootsessionuuid", text, &size, NULL, 0) == 0 ? 0 : errno;
}
#endif
