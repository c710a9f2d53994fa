/// A stretch of one filling of the log, with the times of the commits in it.
///
/// As bytes: `chain (8) | segment (8) | the segment's first part (8) | first frame (8) | last frame (8) | commits (8)`, each commit
/// `frame (8) | milliseconds (8)`, the log's head (32), the frames; all big-endian.
struct WALPart {
    /// Where in the archive the segment stands; its `part` and `frame` are those before this part.
    var position: WALPosition
    /// Frames of the filling that are archived with this part.
    var lastFrame: Int64
    var header: [UInt8]
    var commits: [WALCommit]
    var frames: [UInt8]

    var salts: [UInt8] { Array(header[16..<24]) }

    init(position: WALPosition, lastFrame: Int64, header: [UInt8], commits: [WALCommit], frames: [UInt8]) {
        self.position = position
        self.lastFrame = lastFrame
        self.header = header
        self.commits = commits
        self.frames = frames
    }

    /// Where the archive stands after this part.
    var next: WALPosition {
        var next = position
        next.part += 1
        next.frame = lastFrame
        return next
    }

    private static let head = 48

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.head + commits.count * 16 + header.count + frames.count)
        for number in [position.chain, position.segment, position.segmentPart, position.frame, lastFrame, Int64(commits.count)] {
            bytes.append(bigEndian: number)
        }
        for commit in commits {
            bytes.append(bigEndian: commit.frame)
            bytes.append(bigEndian: commit.moment.milliseconds)
        }
        return bytes + header + frames
    }

    init(_ bytes: [UInt8], part: Int64) throws {
        func number(_ place: Int) -> Int64 { bytes[place..<place + 8].reduce(0) { $0 << 8 | Int64($1) } }
        guard bytes.count >= Self.head + 32 else { throw StorageProblem.damaged("a part of the archive is too short") }
        let count = number(40)
        guard count >= 0, count <= Int64(bytes.count / 16), Self.head + Int(count) * 16 + 32 <= bytes.count, number(32) >= number(24) else {
            throw StorageProblem.damaged("a part of the archive is not what it says")
        }
        position = WALPosition(chain: number(0), part: part, segment: number(8), segmentPart: number(16), frame: number(24))
        lastFrame = number(32)
        commits = (0..<Int(count)).map { index in
            WALCommit(frame: number(Self.head + index * 16), moment: Moment(milliseconds: number(Self.head + index * 16 + 8)))
        }
        let end = Self.head + Int(count) * 16
        header = Array(bytes[end..<end + 32])
        frames = Array(bytes[(end + 32)...])
    }
}

/// A place in the archive.
struct WALPosition: Sendable, Hashable, Codable {
    /// Counts up when something was written that was not archived: no backup is carried on from one chain into the next.
    var chain: Int64
    /// The part that comes next.
    var part: Int64
    /// The filling of the log; it begins with part `segmentPart`.
    var segment: Int64
    var segmentPart: Int64
    /// How many of its frames are archived.
    var frame: Int64
}

/// One commit in a filling of the log: the frames there were after it.
struct WALCommit: Sendable, Hashable {
    var frame: Int64
    var moment: Moment
}
