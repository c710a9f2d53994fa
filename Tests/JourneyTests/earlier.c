/* Sets a program's calendar back by EARLIER_DAYS days, when loaded before it: what the stories call last month must have been loaded before that. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int answer = real(clock, now);
    const char *days = getenv("EARLIER_DAYS");
    if (answer == 0 && clock == CLOCK_REALTIME && days) now->tv_sec -= atol(days) * 86400;
    return answer;
}
