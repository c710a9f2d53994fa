#ifndef CBYTES_AVX2_H
#define CBYTES_AVX2_H

// What the vector forms share: loading 64 bytes, comparing them, writing places down, checking UTF-8. Only for x86-64.

#include "CBytes.h"

#include <string.h>
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
static inline void pad(uint8_t rest[64], const uint8_t *bytes, size_t left) {
    memset(rest, ' ', 64);
    memcpy(rest, bytes, left);
}

AVX2_INLINE void load(const uint8_t *bytes, __m256i *first, __m256i *second) {
    *first = _mm256_loadu_si256((const __m256i *)bytes);
    *second = _mm256_loadu_si256((const __m256i *)(bytes + 32));
}

static inline int has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}

#endif
