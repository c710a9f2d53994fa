#include "CBytes.h"

#include <string.h>

uint32_t bytes_check_plain(const uint8_t *bytes, size_t length) {
    uint32_t flags = 0;
    for (size_t at = 0; at < length; at++) {
        if (bytes[at] == 0) flags |= BYTES_NUL;
        if (bytes[at] >= 0x80) flags |= bytes[at] == 0xEE ? BYTES_NON_ASCII | BYTES_PRIVATE_LEAD : BYTES_NON_ASCII;
    }
    if ((flags & BYTES_NON_ASCII) == 0) return flags;
    for (size_t at = 0; at < length;) {
        // A zero is valid UTF-8; it has its own flag.
        ptrdiff_t place = bytes_first_invalid_utf8(bytes + at, length - at);
        if (place < 0) break;
        if (bytes[at + (size_t)place] != 0) return flags | BYTES_INVALID_UTF8;
        at += (size_t)place + 1;
    }
    return flags;
}

BytesIndex bytes_index_plain(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    BytesIndex found = {0, 0, bytes_check_plain(bytes, length)};
    for (size_t at = 0; at < length; at++) {
        if (bytes[at] != delimiter && bytes[at] != '\n') continue;
        out[found.count++] = (uint32_t)at;
        found.newlines += bytes[at] == '\n';
    }
    return found;
}

size_t bytes_survey_plain(const uint8_t *bytes, size_t length, int *quote) {
    size_t newlines = 0;
    int seen = 0;
    for (size_t at = 0; at < length; at++) {
        newlines += bytes[at] == '\n';
        seen |= bytes[at] == '"';
    }
    *quote = seen;
    return newlines;
}

/// Bytes of the UTF-8 character at `bytes`, 0 when there is none (Unicode, table 3-7).
static size_t utf8_character(const uint8_t *bytes, size_t length) {
    uint8_t lead = bytes[0];
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    if (length < 2) return 0;
    uint8_t low = 0x80, high = 0xBF;
    size_t size = 2;
    if (lead >= 0xF0) {
        size = 4;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    } else if (lead >= 0xE0) {
        size = 3;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;
    }
    if (length < size || bytes[1] < low || bytes[1] > high) return 0;
    for (size_t at = 2; at < size; at++) {
        if ((bytes[at] & 0xC0) != 0x80) return 0;
    }
    return size;
}

ptrdiff_t bytes_first_invalid_utf8(const uint8_t *bytes, size_t length) {
    for (size_t at = 0; at < length;) {
        size_t size = bytes[at] == 0 ? 0 : utf8_character(bytes + at, length - at);
        if (size == 0) return (ptrdiff_t)at;
        at += size;
    }
    return -1;
}

/// Bytes of the GB18030 character at `bytes`, 0 when there is none (GB 18030-2022, chapter 4).
static size_t gb18030_character(const uint8_t *bytes, size_t length) {
    uint8_t lead = bytes[0];
    if (lead < 0x80) return 1;
    if (lead == 0x80 || lead == 0xFF || length < 2) return 0;
    uint8_t second = bytes[1];
    if (second >= 0x40) return second == 0x7F || second == 0xFF ? 0 : 2;
    if (second < 0x30 || second > 0x39 || length < 4) return 0;
    if (bytes[2] < 0x81 || bytes[2] > 0xFE || bytes[3] < 0x30 || bytes[3] > 0x39) return 0;
    uint32_t place = (((uint32_t)(lead - 0x81) * 10 + (second - 0x30)) * 126 + (bytes[2] - 0x81)) * 10 + (bytes[3] - 0x30);
    // 39,420 codes for the rest of the plane 0, then from 0x90308130 the sixteen planes above it.
    return place < 39420 || (place >= 189000 && place < 189000 + 0x100000) ? 4 : 0;
}

/// Whether eight bytes are ASCII and not 0.
static int is_plain_8(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return ((word | (word - 0x0101010101010101u)) & 0x8080808080808080u) == 0;
}

ptrdiff_t bytes_first_invalid_gb18030(const uint8_t *bytes, size_t length) {
    for (size_t at = 0; at < length;) {
        while (at + 8 <= length && is_plain_8(bytes + at)) at += 8;
        // Two bytes, the usual thing, without a look at anything else.
        while (at + 1 < length && (uint8_t)(bytes[at] - 0x81) < 0x7E && (uint8_t)(bytes[at + 1] - 0x40) < 0xBF && bytes[at + 1] != 0x7F) at += 2;
        if (at >= length) break;
        size_t size = bytes[at] == 0 ? 0 : gb18030_character(bytes + at, length - at);
        if (size == 0) return (ptrdiff_t)at;
        at += size;
    }
    return -1;
}

void bytes_starts(const uint32_t *ends, uint32_t *starts, size_t count) {
    if (count == 0) return;
    starts[0] = 0;
    for (size_t at = 1; at < count; at++) starts[at] = ends[at - 1] + 1;
}

ptrdiff_t bytes_last(const uint8_t *bytes, size_t length, uint8_t byte) {
    while (length > 0) {
        if (bytes[--length] == byte) return (ptrdiff_t)length;
    }
    return -1;
}
