/// What the caller knows about a file before it is opened, and how much is read at a time.
package struct TableOptions: Sendable {
    /// The encoding, when it is known; otherwise found out from the bytes.
    package var encoding: TextEncoding?
    /// The byte between fields, when it is known; otherwise one of `, TAB ; |`.
    package var delimiter: UInt8?
    /// Names columns are known by. They tell the header from title lines above it: it is the first of the first ten lines
    /// that holds two of them, or all.
    package var knownHeaders: [String]
    /// The sheet of a workbook to read; otherwise the first that is not hidden.
    package var sheet: String?
    /// Bytes one `take` reads, about: as much as stays in the second cache of a core.
    package var stretchBytes: Int
    /// Bytes that go into one block, about.
    package var blockBytes: Int
    /// A workbook whose parts are larger than this unpacked is refused.
    package var unpackedLimit: Int

    package init(
        encoding: TextEncoding? = nil, delimiter: UInt8? = nil, knownHeaders: [String] = [], sheet: String? = nil,
        stretchBytes: Int = 1 << 20, blockBytes: Int = 256 << 10, unpackedLimit: Int = 2 << 30
    ) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.knownHeaders = knownHeaders
        self.sheet = sheet
        self.stretchBytes = min(max(stretchBytes, 64), 1 << 28)
        self.blockBytes = min(max(blockBytes, 64), 1 << 26)
        self.unpackedLimit = unpackedLimit
    }
}
