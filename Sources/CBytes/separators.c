#include "CBytes.h"

#if defined(__x86_64__)

#include "avx2.h"

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

BytesIndex bytes_index(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out) {
    return has_avx2() ? index_avx2(bytes, length, delimiter, out) : bytes_index_plain(bytes, length, delimiter, out);
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

uint32_t bytes_check(const uint8_t *bytes, size_t length) { return bytes_check_plain(bytes, length); }

size_t bytes_survey(const uint8_t *bytes, size_t length, int *quote) { return bytes_survey_plain(bytes, length, quote); }

#endif
