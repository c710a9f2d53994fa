#include "CBytes.h"

#if defined(__x86_64__)

#include "avx2.h"

/// The state of reading text with quotes from 64 bytes to the next.
typedef struct {
    uint64_t inside;         // all ones while in quotes
    uint64_t beforeField;    // 1 when the byte before was a separator or a quote, so that a quote may open
    uint64_t beforeQuote;    // 1 when it was a quote
    uint64_t beforeClosing;  // 1 when it was a closing quote
    uint64_t beforeReturn;   // 1 when it was a CR outside quotes
    uint64_t irregular, doubled, embedded;
    int64_t newline;         // the last newline outside quotes, -1 at first
} Quoting;

static const Quoting atRecord = {0, 1, 0, 0, 0, 0, 0, 0, -1};

/// A record that long may hold a quote that was never meant to span it; who knows the rule decides.
enum { longest = 64 << 10 };

typedef struct {
    uint64_t newlines, delimiters;  // outside quotes
} Outside;

AVX2_INLINE Outside quoting_64(Quoting *state, __m256i first, __m256i second, uint8_t delimiter, size_t at, uint64_t within) {
    uint64_t quotes = equal_64(first, second, _mm256_set1_epi8('"')) & within;
    uint64_t newlines = equal_64(first, second, _mm256_set1_epi8('\n')) & within;
    uint64_t returns = equal_64(first, second, _mm256_set1_epi8('\r')) & within;
    uint64_t delimiters = equal_64(first, second, _mm256_set1_epi8((char)delimiter)) & within;
    // Bit n of the prefix sum modulo 2: whether an odd number of quotes stands up to n.
    uint64_t inside = quotes;
    for (int step = 1; step < 64; step *= 2) inside ^= inside << step;
    inside ^= state->inside;
    uint64_t opening = quotes & inside, closing = quotes & ~inside;
    uint64_t separators = newlines | delimiters;
    state->irregular |= opening & ~((separators | quotes) << 1 | state->beforeField);
    state->irregular |= (closing << 1 | state->beforeClosing) & ~(separators | returns | quotes) & within;
    uint64_t bare = returns & ~inside;
    state->irregular |= (bare << 1 | state->beforeReturn) & ~newlines & within;
    state->doubled |= opening & (quotes << 1 | state->beforeQuote);
    state->embedded |= newlines & inside;
    state->inside = (uint64_t)((int64_t)inside >> 63);
    state->beforeField = (separators | quotes) >> 63;
    state->beforeQuote = quotes >> 63;
    state->beforeClosing = closing >> 63;
    state->beforeReturn = bare >> 63;
    Outside outside = {newlines & ~inside, delimiters & ~inside};
    if (outside.newlines != 0) {
        if ((int64_t)(at + _tzcnt_u64(outside.newlines)) - state->newline > longest) state->irregular = 1;
        state->newline = (int64_t)(at + 63 - _lzcnt_u64(outside.newlines));
    }
    return outside;
}

AVX2 static BytesIndex index_quoted_avx2(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    Checking state = checking();
    Quoting quoting = atRecord;
    __m256i first, second;
    uint32_t *next = out;
    uint32_t newlines = 0;
    for (size_t at = 0; at < length; at += 64) {
        uint64_t within = ~(uint64_t)0;
        if (at + 64 <= length) {
            load(bytes + at, &first, &second);
        } else {
            uint8_t rest[64];
            pad(rest, bytes + at, length - at);
            load(rest, &first, &second);
            within = ((uint64_t)1 << (length - at)) - 1;
        }
        Outside outside = quoting_64(&quoting, first, second, delimiter, at, within);
        newlines += (uint32_t)_mm_popcnt_u64(outside.newlines);
        next = append(next, (uint32_t)at, outside.newlines | outside.delimiters);
        check_64(&state, first, second);
    }
    // Who ends with the last of 64 bytes still has to be told of a character cut off.
    state.utf8.error = _mm256_or_si256(state.utf8.error, state.utf8.unfinished);
    BytesIndex found = {(uint32_t)(next - out), newlines, flags(&state)};
    if ((quoting.irregular | quoting.embedded) != 0) found.flags |= BYTES_IRREGULAR;
    if (quoting.doubled != 0) found.flags |= BYTES_DOUBLED;
    return found;
}

AVX2 static ptrdiff_t cut_quoted_avx2(const uint8_t *bytes, size_t length, uint8_t delimiter) {
    Quoting quoting = atRecord;
    __m256i first, second;
    for (size_t at = 0; at < length; at += 64) {
        uint64_t within = ~(uint64_t)0;
        if (at + 64 <= length) {
            load(bytes + at, &first, &second);
        } else {
            uint8_t rest[64];
            pad(rest, bytes + at, length - at);
            load(rest, &first, &second);
            within = ((uint64_t)1 << (length - at)) - 1;
        }
        quoting_64(&quoting, first, second, delimiter, at, within);
        if (quoting.irregular != 0) return -1;
    }
    return quoting.newline < 0 ? -1 : (ptrdiff_t)quoting.newline + 1;
}

BytesIndex bytes_index_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    if (has_avx2()) return index_quoted_avx2(bytes, length, delimiter, out);
    return (BytesIndex){0, 0, BYTES_IRREGULAR};
}

ptrdiff_t bytes_cut_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter) {
    return has_avx2() ? cut_quoted_avx2(bytes, length, delimiter) : -1;
}

#else

// Without vectors nothing is gained over going byte by byte, which the caller does when it is told so.
BytesIndex bytes_index_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    (void)bytes, (void)length, (void)delimiter, (void)out;
    return (BytesIndex){0, 0, BYTES_IRREGULAR};
}

ptrdiff_t bytes_cut_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter) {
    (void)bytes, (void)length, (void)delimiter;
    return -1;
}

#endif
