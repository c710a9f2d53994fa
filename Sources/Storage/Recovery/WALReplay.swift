import Foundation
internal import GRDBSQLite

/// Carries a restored base on by the archived log: each filling is put beside the database as its `-wal` file, and SQLite itself applies it.
struct WALReplay {
    let path: String
    let parts: WALParts
    /// Commits after it are left out; nil takes all.
    let moment: Moment?

    private(set) var commits = 0
    /// When the newest commit was made that is now in the database.
    private(set) var reached: Moment?

    init(path: String, parts: WALParts, moment: Moment?) {
        self.path = path
        self.parts = parts
        self.moment = moment
    }

    /// From the first part of the filling in which the base was copied: pages that the base has already are written again, and newer ones after
    /// them.
    mutating func run(from base: WALPosition) throws {
        var number = base.segmentPart
        var filling: Filling?
        var expected: WALPosition?
        while let part = try parts.read(number), part.position.chain == base.chain {
            if let expected, expected.segment == part.position.segment, expected.frame != part.position.frame {
                throw StorageProblem.damaged("part \(number) of the archive does not follow the one before it")
            }
            if part.position.segment != expected?.segment {
                guard part.position.frame == 0 else {
                    throw StorageProblem.damaged("part \(number) of the archive does not begin a filling of the log")
                }
                try filling?.apply()
                filling = try Filling(path: path, header: part.header)
            }
            let wanted = part.commits.prefix { commit in moment.map { commit.moment <= $0 } ?? true }
            let isWhole = wanted.count == part.commits.count
            try filling?.append(part, upTo: isWhole ? part.lastFrame : wanted.last?.frame ?? part.position.frame, commit: wanted.last?.frame)
            commits += wanted.count
            reached = wanted.last?.moment ?? reached
            guard isWhole else { break }
            expected = part.next
            number += 1
        }
        try filling?.apply()
        if try parts.read(number) == nil, let later = try parts.numbers().last, later > number {
            throw StorageProblem.damaged("part \(number) of the archive is missing, and later ones are there")
        }
    }
}

/// One filling of the log on its way into the database.
private final class Filling {
    private let path: String
    private let file: Int32
    /// Frames up to the last commit: what SQLite must find valid.
    private var committed: Int64 = 0

    init(path: String, header: [UInt8]) throws {
        self.path = path
        file = open(path + "-wal", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SyncedFile.failed("make", path + "-wal") }
        try header.withUnsafeBytes { try SyncedFile.writeAll($0, to: file, path) }
    }

    deinit { close(file) }

    func append(_ part: WALPart, upTo frame: Int64, commit: Int64?) throws {
        let length = part.lastFrame > part.position.frame ? part.frames.count / Int(part.lastFrame - part.position.frame) : 0
        let count = Int(frame - part.position.frame) * length
        guard count >= 0, count <= part.frames.count else { throw StorageProblem.damaged("a part of the archive is shorter than it says") }
        try part.frames.withUnsafeBytes { try SyncedFile.writeAll(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: file, path) }
        committed = commit ?? committed
    }

    /// Opens the database so that SQLite reads the log, and moves all of it into the file.
    func apply() throws {
        guard fsync(file) == 0 else { throw SyncedFile.failed("sync", path + "-wal") }
        var connection: OpaquePointer?
        defer { sqlite3_close(connection) }
        var inLog: Int32 = 0
        var moved: Int32 = 0
        guard sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let connection,
            sqlite3_exec(connection, "PRAGMA synchronous = FULL; SELECT count(*) FROM sqlite_schema", nil, nil, nil) == SQLITE_OK,
            sqlite3_wal_checkpoint_v2(connection, nil, SQLITE_CHECKPOINT_FULL, &inLog, &moved) == SQLITE_OK
        else { throw connection.map { SQLiteProblem.last(of: $0) } ?? StorageProblem.damaged("the restored database does not open") }
        guard Int64(inLog) >= committed, moved == inLog else {
            throw StorageProblem.damaged("SQLite accepts \(inLog) of \(committed) frames of the archived log: a part was altered")
        }
    }
}
