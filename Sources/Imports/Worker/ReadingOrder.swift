/// What a worker is told to do, as JSON on its standard input. The file itself is descriptor 3, the answers go to descriptor 4.
package struct ReadingOrder: Codable, Sendable, Hashable {
    package enum Task: String, Codable, Sendable {
        /// Say what the file is and show its first rows, masked.
        case look
        /// Check every row and hand over the accepted ones as columns.
        case read
        /// Copy the rejected rows as they came, with what to do in front.
        case correct
        /// Hand over every row as texts: a list of accounts, which is no source and has no declaration.
        case list
    }

    package var task: Task
    /// The folder with the declarations of sources.
    package var sources: String
    /// The source's folder below it: `medical-insurance/medical-settlement`.
    package var folder: String
    /// Column of the source → header of the file, where somebody has chosen; the declared headers otherwise.
    package var mapping: [String: String]?
    /// With a mapping: the columns without which a row cannot be read; the declared ones otherwise.
    package var required: [String]
    /// For corrections: reason → what to do, in the words the department reads.
    package var remedies: [String: String]
    /// For corrections: the number of the delivery, or of the register import, whose rows these are; it stands in the header, so that the mended
    /// file finds back.
    package var delivery: Int64
    /// For corrections where others than the worker rejected rows too: all of them, and nothing is rejected anew.
    package var returned: ReturnedRows?
    /// For lists: words that the header is known by.
    package var knownHeaders: [String] = []
    package var limits: ReadingLimits

    package init(
        task: Task, sources: String, folder: String, mapping: [String: String]? = nil, required: [String] = [], remedies: [String: String] = [:],
        delivery: Int64 = 0, returned: ReturnedRows? = nil,
        limits: ReadingLimits = ReadingLimits()
    ) {
        self.required = required
        (self.task, self.sources, self.folder, self.mapping, self.remedies) = (task, sources, folder, mapping, remedies)
        (self.delivery, self.returned, self.limits) = (delivery, returned, limits)
    }
}

/// Rows that were rejected, in the order of their lines. Few texts stand for many rows.
package struct ReturnedRows: Codable, Sendable, Hashable {
    package private(set) var lines: [Int] = []
    /// For each line the place of its text.
    private var reasons: [Int] = []
    private var texts: [String] = []
    private var places: [String: Int] = [:]

    private enum CodingKeys: CodingKey { case lines, reasons, texts }

    package init() {}

    /// Lines come in ascending order.
    package mutating func add(line: Int, _ text: String) {
        let place = places[text] ?? texts.count
        if place == texts.count {
            texts.append(text)
            places[text] = place
        }
        lines.append(line)
        reasons.append(place)
    }

    /// Why the row with this place in `lines` came back, and what to do.
    func text(_ index: Int) -> String {
        guard reasons.indices.contains(index), texts.indices.contains(reasons[index]) else { return "" }
        return texts[reasons[index]]
    }
}

/// What a worker may use. It sets them for itself before it looks at the file; the server watches the two clocks as well.
package struct ReadingLimits: Codable, Sendable, Hashable {
    /// Bytes of private memory (`RLIMIT_DATA`).
    package var data: UInt64
    /// Bytes of addresses (`RLIMIT_AS`); 0 leaves them free, as a sanitizer needs.
    package var addresses: UInt64
    /// Seconds of processor time.
    package var processorSeconds: UInt64
    /// Seconds from beginning to end.
    package var wallSeconds: Int
    /// Seconds without a word.
    package var silentSeconds: Int
    /// Bytes a workbook may unpack to.
    package var unpacked: Int
    /// Rejected rows told one by one; beyond, they are only counted.
    package var rejects: Int

    package init(
        data: UInt64 = 1 << 30, addresses: UInt64 = 8 << 30, processorSeconds: UInt64 = 900, wallSeconds: Int = 1800, silentSeconds: Int = 60,
        unpacked: Int = 512 << 20, rejects: Int = 200_000
    ) {
        (self.data, self.addresses, self.processorSeconds) = (data, addresses, processorSeconds)
        (self.wallSeconds, self.silentSeconds, self.unpacked, self.rejects) = (wallSeconds, silentSeconds, unpacked, rejects)
    }
}
