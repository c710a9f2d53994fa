/// The bytes of a delimited file from its first record on, as the splitter wants them: raw where delimiters and newlines can be told
/// from text byte by byte (UTF-8, GB18030), transcoded to UTF-8 otherwise. Used under the source's lock only.
struct ByteFeed {
    let file: InputFile
    /// Place in the file of the first byte not yet consumed (raw) or not yet decoded (transcoded).
    private var offset: Int
    /// How far the file is consumed; for transcoded text estimated from the share of decoded bytes, exact at the end.
    private(set) var position: Int
    private var transcoder: Transcoder?
    /// Decoded, but behind the last record handed out.
    private var pending: [UInt8] = []
    private var undecoded: [UInt8] = []

    init(file: InputFile, offset: Int, transcoding encoding: TextEncoding?) {
        self.file = file
        self.offset = offset
        position = offset
        transcoder = encoding.map { Transcoder(from: $0) }
    }

    /// Brings the bytes at hand from `have` to about `want`, not over it; says whether the file ends there. With `have` 0 they begin
    /// with the first byte not consumed.
    mutating func extend(_ stretch: Stretch, have: Int, want: Int) throws(TableProblem) -> (have: Int, isLast: Bool) {
        guard let transcoder else {
            let got = try file.read(into: stretch.bytes + have, count: want - have, at: offset + have)
            let isLast = got < want - have
            if isLast { try file.checkWhole(readTo: offset + have + got) }
            return (have + got, isLast)
        }
        var have = have
        if have == 0 {
            stretch.reserve(pending.count, keeping: 0)
            pending.withUnsafeBufferPointer { if let base = $0.baseAddress { stretch.bytes.update(from: base, count: $0.count) } }
            have = pending.count
            pending = []
        }
        // No encoding grows by more than half: two bytes become three, an undecodable byte stays one.
        while want - have > 64 {
            let room = (want - have) / 3 * 2 - undecoded.count
            guard room > 0 else { break }
            let raw = try file.bytes(count: room, at: offset)
            offset += raw.count
            let isLast = raw.isEmpty
            if isLast { try file.checkWhole(readTo: offset) }
            undecoded += raw
            let used = transcoder.decode(undecoded, isLast: isLast, into: stretch.bytes + have, length: &have)
            undecoded.removeFirst(used)
            if isLast { return (have, true) }
        }
        return (have, false)
    }

    /// Says that the first `count` of the `have` bytes at hand are dealt with.
    mutating func consume(_ stretch: Stretch, count: Int, have: Int) {
        if transcoder == nil {
            offset += min(count, have)
            position = offset
        } else {
            let raw = offset - undecoded.count - position
            position += count >= have ? raw : Int(Double(raw) * (Double(count) / Double(have)))
            pending = Array(UnsafeBufferPointer(start: stretch.bytes + min(count, have), count: max(have - count, 0)))
        }
    }
}
