/* The two things Swift has no words for: asking the processor for a line ahead of time, and huge pages. */
#ifndef YOUSHU_CMEMORY_H
#define YOUSHU_CMEMORY_H
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static inline void memory_prefetch(const void *address) { __builtin_prefetch(address, 0, 1); }

/* Below this the heap is cheaper: mapping and unmapping a few pages stops every thread for a moment. */
static const size_t memory_small = 1 << 17;

/* Zeroed memory on huge pages where the kernel has them; NULL when there is none. Give back with memory_release. */
static inline void *memory_reserve(size_t bytes) {
  if (bytes < memory_small) {
    void *small = aligned_alloc(64, (bytes + 63) & ~(size_t)63);
    if (small) memset(small, 0, bytes);
    return small;
  }
  void *p = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) return 0;
  madvise(p, bytes, MADV_HUGEPAGE);
  return p;
}
static inline void memory_release(void *p, size_t bytes) {
  if (bytes < memory_small) free(p);
  else if (p) munmap(p, bytes);
}

/* Unaligned little-endian loads, for reading eight bytes of text at once. */
static inline uint64_t memory_load8(const uint8_t *p) { uint64_t v; __builtin_memcpy(&v, p, 8); return v; }

/* Whether the bytes of `wanted` stand anywhere in `text`. */
int memory_contains(const uint8_t *text, size_t length, const uint8_t *wanted, size_t count);
#endif
