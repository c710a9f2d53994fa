#include "CBytes.h"

#include <string.h>

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,lzcnt,popcnt")))
#define AVX2_INLINE AVX2 static inline __attribute__((always_inline))

// What a pair of neighbouring bytes can be guilty of. A bit survives the three tables only when all agree.
enum {
    tooShort = 1 << 0,     // a lead without its continuation
    tooLong = 1 << 1,      // a continuation after ASCII
    overlong3 = 1 << 2,    // E0 80…9F
    tooLarge = 1 << 3,     // above F4 8F
    surrogate = 1 << 4,    // ED A0…BF
    overlong2 = 1 << 5,    // C0, C1
    tooLarge1000 = 1 << 6, // F5…FF 80…8F
    overlong4 = 1 << 6,    // F0 80…8F
    continuations = 1 << 7,
    carried = tooShort | tooLong | continuations,
};

typedef struct {
    __m256i last;       // the 32 bytes before
    __m256i unfinished; // not 0 when they end inside a character
    __m256i error;
} Utf8;

AVX2_INLINE __m256i table(int8_t a0, int8_t a1, int8_t a2, int8_t a3, int8_t a4, int8_t a5, int8_t a6, int8_t a7, int8_t a8,
                          int8_t a9, int8_t a10, int8_t a11, int8_t a12, int8_t a13, int8_t a14, int8_t a15) {
    return _mm256_broadcastsi128_si256(_mm_setr_epi8(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15));
}

AVX2_INLINE __m256i high_nibble(__m256i bytes) {
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

AVX2_INLINE void utf8_32(Utf8 *state, __m256i bytes) {
    const __m256i byFirstHigh = table(
        tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, (int8_t)continuations, (int8_t)continuations,
        (int8_t)continuations, (int8_t)continuations, tooShort | overlong2, tooShort, tooShort | overlong3 | surrogate,
        tooShort | tooLarge | tooLarge1000 | overlong4);
    const int8_t five = (int8_t)(carried | tooLarge | tooLarge1000);
    const __m256i byFirstLow = table(
        (int8_t)(carried | overlong3 | overlong2 | overlong4), (int8_t)(carried | overlong2), (int8_t)carried, (int8_t)carried,
        (int8_t)(carried | tooLarge), five, five, five, five, five, five, five, five, (int8_t)(five | surrogate), five, five);
    const int8_t any = (int8_t)(tooLong | overlong2 | continuations);
    const __m256i bySecondHigh = table(
        tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort, tooShort,
        (int8_t)(any | overlong3 | tooLarge1000 | overlong4), (int8_t)(any | overlong3 | tooLarge), (int8_t)(any | surrogate | tooLarge),
        (int8_t)(any | surrogate | tooLarge), tooShort, tooShort, tooShort, tooShort);

    __m256i across = _mm256_permute2x128_si256(state->last, bytes, 0x21);
    __m256i one = _mm256_alignr_epi8(bytes, across, 15);
    __m256i two = _mm256_alignr_epi8(bytes, across, 14);
    __m256i three = _mm256_alignr_epi8(bytes, across, 13);
    __m256i special = _mm256_and_si256(
        _mm256_and_si256(
            _mm256_shuffle_epi8(byFirstHigh, high_nibble(one)),
            _mm256_shuffle_epi8(byFirstLow, _mm256_and_si256(one, _mm256_set1_epi8(0x0F)))),
        _mm256_shuffle_epi8(bySecondHigh, high_nibble(bytes)));
    // A byte two after a lead of three, or three after a lead of four, must be a continuation, and no other may follow one.
    __m256i due = _mm256_or_si256(
        _mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80)), _mm256_subs_epu8(three, _mm256_set1_epi8((char)(0xF0 - 0x80))));
    __m256i expected = _mm256_and_si256(due, _mm256_set1_epi8((char)0x80));
    state->error = _mm256_or_si256(state->error, _mm256_xor_si256(expected, special));
}

AVX2_INLINE __m256i unfinished(__m256i bytes) {
    const __m256i most = _mm256_setr_epi8(
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        (char)(0xF0 - 1), (char)(0xE0 - 1), (char)(0xC0 - 1));
    return _mm256_subs_epu8(bytes, most);
}

AVX2_INLINE uint64_t equal_64(__m256i first, __m256i second, __m256i wanted) {
    uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(first, wanted));
    uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(second, wanted));
    return (uint64_t)low | ((uint64_t)high << 32);
}

/// Appends the places of set bits. Writes eight at a time and counts on the slack behind the last.
AVX2_INLINE uint32_t *append(uint32_t *out, uint32_t base, uint64_t bits) {
    uint32_t count = (uint32_t)_mm_popcnt_u64(bits);
    for (uint32_t done = 0; done < count; done += 8) {
        for (int at = 0; at < 8; at++) {
            out[done + (uint32_t)at] = base + (uint32_t)_tzcnt_u64(bits);
            bits = _blsr_u64(bits);
        }
    }
    return out + count;
}

typedef struct {
    Utf8 utf8;
    __m256i zero, lead, high;
} Checking;

AVX2_INLINE Checking checking(void) {
    const __m256i none = _mm256_setzero_si256();
    return (Checking){{none, none, none}, _mm256_set1_epi8(1), none, none};
}

AVX2_INLINE void check_64(Checking *state, __m256i first, __m256i second) {
    state->zero = _mm256_min_epu8(state->zero, _mm256_min_epu8(first, second));
    __m256i both = _mm256_or_si256(first, second);
    if (_mm256_movemask_epi8(both) == 0) {
        state->utf8.error = _mm256_or_si256(state->utf8.error, state->utf8.unfinished);
        state->utf8.unfinished = _mm256_setzero_si256();
        state->utf8.last = second;
        return;
    }
    const __m256i lead = _mm256_set1_epi8((char)0xEE);
    state->lead = _mm256_or_si256(state->lead, _mm256_or_si256(_mm256_cmpeq_epi8(first, lead), _mm256_cmpeq_epi8(second, lead)));
    state->high = _mm256_or_si256(state->high, both);
    utf8_32(&state->utf8, first);
    state->utf8.last = first;
    utf8_32(&state->utf8, second);
    state->utf8.last = second;
    state->utf8.unfinished = unfinished(second);
}

AVX2_INLINE uint32_t flags(const Checking *state) {
    uint32_t found = 0;
    if (!_mm256_testz_si256(state->utf8.error, state->utf8.error)) found |= BYTES_INVALID_UTF8;
    if (_mm256_movemask_epi8(_mm256_cmpeq_epi8(state->zero, _mm256_setzero_si256())) != 0) found |= BYTES_NUL;
    if (_mm256_movemask_epi8(state->high) != 0) found |= BYTES_NON_ASCII;
    if (!_mm256_testz_si256(state->lead, state->lead)) found |= BYTES_PRIVATE_LEAD;
    return found;
}

/// What is left after the last whole 64 bytes, padded with blanks: ASCII, so a character cut off by the end is found.
static void pad(uint8_t rest[64], const uint8_t *bytes, size_t left) {
    memset(rest, ' ', 64);
    memcpy(rest, bytes, left);
}

AVX2_INLINE void load(const uint8_t *bytes, __m256i *first, __m256i *second) {
    *first = _mm256_loadu_si256((const __m256i *)bytes);
    *second = _mm256_loadu_si256((const __m256i *)(bytes + 32));
}

AVX2 static uint32_t check_avx2(const uint8_t *bytes, size_t length) {
    Checking state = checking();
    __m256i first, second;
    size_t at = 0;
    for (; at + 64 <= length; at += 64) {
        load(bytes + at, &first, &second);
        check_64(&state, first, second);
    }
    uint8_t rest[64];
    pad(rest, bytes + at, length - at);
    load(rest, &first, &second);
    check_64(&state, first, second);
    return flags(&state);
}

AVX2 static BytesIndex index_avx2(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    const __m256i newline = _mm256_set1_epi8('\n'), between = _mm256_set1_epi8((char)delimiter);
    Checking state = checking();
    __m256i first, second;
    uint32_t *next = out;
    uint32_t newlines = 0;
    size_t at = 0;
    for (; at + 64 <= length; at += 64) {
        load(bytes + at, &first, &second);
        uint64_t ends = equal_64(first, second, newline);
        newlines += (uint32_t)_mm_popcnt_u64(ends);
        next = append(next, (uint32_t)at, ends | equal_64(first, second, between));
        check_64(&state, first, second);
    }
    uint8_t rest[64];
    pad(rest, bytes + at, length - at);
    load(rest, &first, &second);
    uint64_t within = ((uint64_t)1 << (length - at)) - 1;
    uint64_t ends = equal_64(first, second, newline) & within;
    newlines += (uint32_t)_mm_popcnt_u64(ends);
    next = append(next, (uint32_t)at, ends | (equal_64(first, second, between) & within));
    check_64(&state, first, second);
    return (BytesIndex){(uint32_t)(next - out), newlines, flags(&state)};
}

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

AVX2 static size_t survey_avx2(const uint8_t *bytes, size_t length, int *quote) {
    const __m256i newline = _mm256_set1_epi8('\n'), mark = _mm256_set1_epi8('"'), none = _mm256_setzero_si256();
    __m256i seen = none, total = none;
    size_t at = 0;
    while (at + 64 <= length) {
        // A byte counts to 254 at most: 127 rounds of two.
        size_t rounds = (length - at) / 64;
        if (rounds > 127) rounds = 127;
        __m256i counts = none;
        for (size_t round = 0; round < rounds; round++, at += 64) {
            __m256i first = _mm256_loadu_si256((const __m256i *)(bytes + at));
            __m256i second = _mm256_loadu_si256((const __m256i *)(bytes + at + 32));
            counts = _mm256_sub_epi8(counts, _mm256_cmpeq_epi8(first, newline));
            counts = _mm256_sub_epi8(counts, _mm256_cmpeq_epi8(second, newline));
            seen = _mm256_or_si256(seen, _mm256_or_si256(_mm256_cmpeq_epi8(first, mark), _mm256_cmpeq_epi8(second, mark)));
        }
        total = _mm256_add_epi64(total, _mm256_sad_epu8(counts, none));
    }
    uint64_t sums[4];
    _mm256_storeu_si256((__m256i *)sums, total);
    int rest = 0;
    size_t newlines = sums[0] + sums[1] + sums[2] + sums[3] + bytes_survey_plain(bytes + at, length - at, &rest);
    *quote = rest | !_mm256_testz_si256(seen, seen);
    return newlines;
}

static int has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}

BytesIndex bytes_index(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    return has_avx2() ? index_avx2(bytes, length, delimiter, out) : bytes_index_plain(bytes, length, delimiter, out);
}

BytesIndex bytes_index_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    if (has_avx2()) return index_quoted_avx2(bytes, length, delimiter, out);
    return (BytesIndex){0, 0, BYTES_IRREGULAR};
}

ptrdiff_t bytes_cut_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter) {
    return has_avx2() ? cut_quoted_avx2(bytes, length, delimiter) : -1;
}

uint32_t bytes_check(const uint8_t *bytes, size_t length) {
    return has_avx2() ? check_avx2(bytes, length) : bytes_check_plain(bytes, length);
}

size_t bytes_survey(const uint8_t *bytes, size_t length, int *quote) {
    return has_avx2() ? survey_avx2(bytes, length, quote) : bytes_survey_plain(bytes, length, quote);
}

#else

BytesIndex bytes_index(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    return bytes_index_plain(bytes, length, delimiter, out);
}

// Without vectors nothing is gained over going byte by byte, which the caller does when it is told so.
BytesIndex bytes_index_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    (void)bytes, (void)length, (void)delimiter, (void)out;
    return (BytesIndex){0, 0, BYTES_IRREGULAR};
}

ptrdiff_t bytes_cut_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter) {
    (void)bytes, (void)length, (void)delimiter;
    return -1;
}

uint32_t bytes_check(const uint8_t *bytes, size_t length) {
    return bytes_check_plain(bytes, length);
}

size_t bytes_survey(const uint8_t *bytes, size_t length, int *quote) {
    return bytes_survey_plain(bytes, length, quote);
}

#endif
