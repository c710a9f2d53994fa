#ifndef CBYTES_H
#define CBYTES_H

#include <stddef.h>
#include <stdint.h>

/// What one pass over a block of text found out besides the places of its separators.
typedef struct {
    /// Separators (delimiters and newlines) written.
    uint32_t count;
    /// How many of them are newlines.
    uint32_t newlines;
    /// `BYTES_…` bits.
    uint32_t flags;
} BytesIndex;

/// The text is not valid UTF-8.
#define BYTES_INVALID_UTF8 1u
/// A byte 0 occurs.
#define BYTES_NUL 2u
/// A byte above 127 occurs.
#define BYTES_NON_ASCII 4u
/// A byte 0xEE occurs: in UTF-8 the lead of U+E000…U+EFFF, most of the private use area.
#define BYTES_PRIVATE_LEAD 8u

/// The quotes of the text are not all as RFC 4180 has them, or a record is long or spans lines: what was found is worth nothing.
#define BYTES_IRREGULAR 16u
/// A quote within quotes, written twice, occurs.
#define BYTES_DOUBLED 32u

/// Writes the places of `delimiter` and of newlines, in order, to `out`, which has room for `length + 64` entries.
/// Uses AVX2 where the processor has it. `length` is below 2^32.
BytesIndex bytes_index(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out);
/// The same without vector instructions: the fallback, and the measure the vector form is tested against.
BytesIndex bytes_index_plain(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out);

/// The same for text with quotes that begins with a record: only separators outside quotes. Every quoted field must begin and
/// end with its quotes and lie on one line, and no record may be longer than 64 KiB; otherwise the flags say `BYTES_IRREGULAR`.
BytesIndex bytes_index_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter, uint32_t *out);
/// The place after the last newline outside quotes, fields over several lines allowed; -1 when there is none or the text is irregular.
ptrdiff_t bytes_cut_quoted(const uint8_t *bytes, size_t length, uint8_t delimiter);

/// The flags alone.
uint32_t bytes_check(const uint8_t *bytes, size_t length);
uint32_t bytes_check_plain(const uint8_t *bytes, size_t length);

/// Counts newlines in `length` bytes and says in `quote` whether a double quote occurs among them.
size_t bytes_survey(const uint8_t *bytes, size_t length, int *quote);
size_t bytes_survey_plain(const uint8_t *bytes, size_t length, int *quote);

/// The place of the first byte that is no part of valid UTF-8 (or is 0), or -1.
ptrdiff_t bytes_first_invalid_utf8(const uint8_t *bytes, size_t length);
/// The place of the first byte that is no part of a well-formed GB18030 character (or is 0), or -1.
ptrdiff_t bytes_first_invalid_gb18030(const uint8_t *bytes, size_t length);

/// The place of the last `byte`, or -1. Meant for one that is near the end.
ptrdiff_t bytes_last(const uint8_t *bytes, size_t length, uint8_t byte);

/// `starts` from `ends` of fields that follow each other with one separator between them: the first begins at 0.
void bytes_starts(const uint32_t *ends, uint32_t *starts, size_t count);

#endif
