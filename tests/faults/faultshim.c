/* Makes the disk fail, or the process die, at one chosen moment.
 *
 * Preloaded into a process and all that it starts. Every call that changes something below FAULT_ROOT draws a number
 * from the counter in the file FAULT_COUNTER (shared memory, eight bytes). At number FAULT_AT
 *   kill    the whole process group is killed before the call,
 *   eio     that call fails, later ones work,
 *   enospc  that call and all later ones that need room fail,
 *   erofs   that call and all later ones fail,
 *   SIGINT, SIGTERM, SIGHUP   the whole process group is sent the signal before the call.
 *   jump    from that call on the clock is FAULT_CLOCK seconds off; in every other mode it is so from the beginning.
 * Build: cc -shared -fPIC -o faultshim.so faultshim.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum mode { COUNT, KILL, EIO_ONCE, NO_SPACE, READ_ONLY, SIGNAL, JUMP };
enum need { ROOM, NO_ROOM };

static const char *root;
static unsigned long long *counter;
static unsigned long long at;
static enum mode mode;
static int sent;
static long off;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Also called by a process that was forked from one in which nothing was to fail, when it has an environment of its own. */
__attribute__((constructor)) void begin(void)
{
    const char *file = getenv("FAULT_COUNTER"), *number = getenv("FAULT_AT"), *how = getenv("FAULT_MODE");
    const char *clock = getenv("FAULT_CLOCK");
    root = getenv("FAULT_ROOT");
    if (!file || !root)
        return;
    int fd = REAL(open)(file, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return;
    void *shared = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (shared == MAP_FAILED)
        return;
    at = number ? strtoull(number, NULL, 10) : 0;
    if (how && !strcmp(how, "kill"))
        mode = KILL;
    else if (how && !strcmp(how, "eio"))
        mode = EIO_ONCE;
    else if (how && !strcmp(how, "enospc"))
        mode = NO_SPACE;
    else if (how && !strcmp(how, "erofs"))
        mode = READ_ONLY;
    else if (how && !strcmp(how, "jump"))
        mode = JUMP;
    else if (how && !strncmp(how, "SIG", 3)) {
        mode = SIGNAL;
        sent = !strcmp(how, "SIGINT") ? SIGINT : !strcmp(how, "SIGHUP") ? SIGHUP : SIGTERM;
    }
    off = clock ? strtol(clock, NULL, 10) : 0;
    counter = shared;
}

/* Whether a path, seen from the folder of a descriptor, lies below the root. An empty path means the descriptor. */
static int below(int folder, const char *path)
{
    char start[PATH_MAX], link[64];
    if (path[0] != '/') {
        if (folder == AT_FDCWD) {
            if (!getcwd(start, sizeof start))
                return 0;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, start, sizeof start - 1);
            if (length < 0)
                return 0;
            start[length] = 0;
        }
        path = start;
    }
    return !strncmp(path, root, strlen(root));
}

/* Count the call; tell whether it is to fail, with errno set. */
static int fails(enum need need, int folder, const char *path)
{
    int kept = errno;
    if (!counter || !below(folder, path)) {
        errno = kept;
        return 0;
    }
    unsigned long long number = __sync_add_and_fetch(counter, 1);
    errno = kept;
    if (!at || number < at)
        return 0;
    switch (mode) {
    case KILL:
        if (number == at) {
            kill(0, SIGKILL);
            pause();
        }
        return 0;
    case SIGNAL:
        if (number == at) {
            kill(0, sent);
            errno = kept;
        }
        return 0;
    case EIO_ONCE:
        errno = EIO;
        return number == at;
    case NO_SPACE:
        errno = ENOSPC;
        return need == ROOM;
    case READ_ONLY:
        errno = EROFS;
        return 1;
    default:
        return 0;
    }
}

static long jumped(void)
{
    return counter && (mode != JUMP || *counter >= at) ? off : 0;
}
int clock_gettime(clockid_t which, struct timespec *now)
{
    int answer = REAL(clock_gettime)(which, now);
    if (!answer && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
        now->tv_sec += jumped();
    return answer;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    int answer = REAL(gettimeofday)(now, zone);
    if (!answer)
        now->tv_sec += jumped();
    return answer;
}
time_t time(time_t *now)
{
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (now)
        *now = exact.tv_sec;
    return exact.tv_sec;
}

#define GUARD(need, folder, path, name, ...) return fails(need, folder, path) ? -1 : REAL(name)(__VA_ARGS__)

ssize_t write(int fd, const void *data, size_t size)
{
    if (fd > 2 && fails(ROOM, fd, ""))
        return -1;
    return REAL(write)(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at_byte)
{
    GUARD(ROOM, fd, "", pwrite, fd, data, size, at_byte);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at_byte)
{
    GUARD(ROOM, fd, "", pwrite64, fd, data, size, at_byte);
}
ssize_t writev(int fd, const struct iovec *parts, int count)
{
    if (fd > 2 && fails(ROOM, fd, ""))
        return -1;
    return REAL(writev)(fd, parts, count);
}
int rename(const char *from, const char *to) { GUARD(ROOM, AT_FDCWD, to, rename, from, to); }
int renameat(int a, const char *from, int b, const char *to) { GUARD(ROOM, b, to, renameat, a, from, b, to); }
int link(const char *from, const char *to) { GUARD(ROOM, AT_FDCWD, to, link, from, to); }
int linkat(int a, const char *from, int b, const char *to, int flags)
{
    GUARD(ROOM, b, to, linkat, a, from, b, to, flags);
}
int unlink(const char *path) { GUARD(NO_ROOM, AT_FDCWD, path, unlink, path); }
int unlinkat(int folder, const char *path, int flags) { GUARD(NO_ROOM, folder, path, unlinkat, folder, path, flags); }
int rmdir(const char *path) { GUARD(NO_ROOM, AT_FDCWD, path, rmdir, path); }
int mkdir(const char *path, mode_t bits) { GUARD(ROOM, AT_FDCWD, path, mkdir, path, bits); }
int mkdirat(int folder, const char *path, mode_t bits) { GUARD(ROOM, folder, path, mkdirat, folder, path, bits); }
int fsync(int fd) { GUARD(ROOM, fd, "", fsync, fd); }
int fdatasync(int fd) { GUARD(ROOM, fd, "", fdatasync, fd); }
int ftruncate64(int fd, off64_t size) { GUARD(ROOM, fd, "", ftruncate64, fd, size); }
int truncate(const char *path, off_t size) { GUARD(ROOM, AT_FDCWD, path, truncate, path, size); }
int symlink(const char *to, const char *path) { GUARD(ROOM, AT_FDCWD, path, symlink, to, path); }
int chmod(const char *path, mode_t bits) { GUARD(NO_ROOM, AT_FDCWD, path, chmod, path, bits); }
int fchmod(int fd, mode_t bits) { GUARD(NO_ROOM, fd, "", fchmod, fd, bits); }
int ftruncate(int fd, off_t size) { GUARD(ROOM, fd, "", ftruncate, fd, size); }
int futimens(int fd, const struct timespec times[2]) { GUARD(NO_ROOM, fd, "", futimens, fd, times); }
int utimensat(int folder, const char *path, const struct timespec times[2], int flags)
{
    GUARD(NO_ROOM, folder, path ? path : "", utimensat, folder, path, times, flags);
}

#define MODE_OF(flags, last) \
    mode_t bits = 0; \
    if ((flags) & O_CREAT) { \
        va_list rest; \
        va_start(rest, last); \
        bits = va_arg(rest, mode_t); \
        va_end(rest); \
    }
#define CHANGES(flags) ((flags) & (O_CREAT | O_TRUNC))
#define OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        MODE_OF(flags, flags) \
        if (CHANGES(flags) && fails(ROOM, AT_FDCWD, path)) \
            return -1; \
        return REAL(name)(path, flags, bits); \
    }
#define OPEN_AT(name) \
    int name(int folder, const char *path, int flags, ...) \
    { \
        MODE_OF(flags, flags) \
        if (CHANGES(flags) && fails(ROOM, folder, path)) \
            return -1; \
        return REAL(name)(folder, path, flags, bits); \
    }
OPEN(open)
OPEN(open64)
OPEN_AT(openat)
OPEN_AT(openat64)
