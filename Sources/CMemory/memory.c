#define _GNU_SOURCE
#include "CMemory.h"
#include <string.h>

int memory_contains(const uint8_t *text, size_t length, const uint8_t *wanted, size_t count) { return memmem(text, length, wanted, count) != 0; }
