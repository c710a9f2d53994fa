import Basics
import Glibc
import Storage
import Tabular

/// A spreadsheet of accounts, read row by row from the blob it was kept in. Its plain bytes lie in memory only.
struct AccountSheet {
    /// One row: what was written down, or that it cannot be a row.
    struct Row {
        let line: Int
        let cells: [String]
        let fields: Result<AccountFields, AccountDraft.Mistakes>
    }

    /// The columns by name, in Chinese and English; the first three and the region must be there.
    static var columns: [(field: WritableKeyPath<AccountFields, String>, names: [String], required: Bool)] {
        [
            (\.login, ["登录名", "login", "用户名", "账号"], true), (\.name, ["姓名", "name"], true), (\.role, ["岗位", "role", "角色"], true),
            (\.region, ["区划代码", "region", "区域", "region code"], true), (\.department, ["部门", "department"], false),
            (\.phone, ["手机号", "phone", "手机", "电话"], false),
        ]
    }

    let header: [String]
    private let source: any RecordSource
    private let places: [(field: WritableKeyPath<AccountFields, String>, column: Int)]
    /// Keeps the bytes while the source reads them.
    private let memory: MemoryFile

    init(_ blob: BlobReader) throws {
        memory = try MemoryFile(blob)
        let known = Self.columns.flatMap(\.names)
        source = try TableFile.open(path: memory.path, options: TableOptions(knownHeaders: known, unpackedLimit: 1 << 30))
        header = source.description.header
        let names = header.map { NumberText.cleaned($0).lowercased() }
        var places: [(field: WritableKeyPath<AccountFields, String>, column: Int)] = []
        for (field, spellings, required) in Self.columns {
            if let column = names.firstIndex(where: { name in spellings.contains { NumberText.cleaned($0) == name } }) {
                places.append((field, column))
            } else if required {
                throw Self.missing(spellings[0], spellings[1])
            }
        }
        self.places = places
    }

    /// The rows in the order of the file.
    func forEach(_ body: (Row) throws -> Void) throws {
        let (stretch, block) = (Stretch(), RecordBlock())
        while case .filled = try source.take(stretch, waiting: true) {
            while stretch.next(block) {
                var faults = block.faults[...]
                for index in 0..<block.rows {
                    let line = Int(block.lines[index])
                    while let fault = faults.first, fault.line < line {
                        try body(Self.unreadable(fault))
                        faults.removeFirst()
                    }
                    try body(row(index, line, of: block))
                }
                for fault in faults { try body(Self.unreadable(fault)) }
            }
        }
    }

    private func row(_ index: Int, _ line: Int, of block: RecordBlock) throws -> Row {
        let cells = (0..<block.columns).map { Self.text(block, index * block.columns + $0) }
        var fields = AccountFields(login: "", name: "", role: "", region: "")
        for (field, column) in places where column < cells.count { fields[keyPath: field] = cells[column] }
        return Row(line: line, cells: cells, fields: .success(fields))
    }

    private static func unreadable(_ fault: RecordFault) -> Row {
        Row(line: fault.line, cells: [], fields: .failure(.init([FieldMistake("", .tooFewFields)])))
    }

    private static func text(_ block: RecordBlock, _ place: Int) -> String {
        let (start, end) = (Int(block.starts[place]), Int(block.ends[place]))
        let bytes = UnsafeBufferPointer(start: block.bytes + start, count: max(0, end - start))
        guard block.encoding == .gb18030 else { return String(decoding: bytes, as: UTF8.self) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count * 2 + 1) { room in
            guard let base = room.baseAddress else { return "" }
            let length = GB18030.decode(bytes, into: base)
            return length < 0 ? "\u{FFFD}" : String(decoding: UnsafeBufferPointer(start: base, count: length), as: UTF8.self)
        }
    }

    private static func missing(_ zh: String, _ en: String) -> Problem {
        Problem(
            "batch-column-missing", what: .init(zh: "名单读不了", en: "the list cannot be read"),
            why: .init(zh: "没有“\(zh)”一列", en: "it has no column \(en)"),
            remedy: .init(zh: "请按模板的表头填写", en: "use the header of the template"))
    }
}

/// The plain bytes of a blob as a file without a name in memory; gone when the last who holds it lets go.
final class MemoryFile {
    private let descriptor: Int32

    init(_ blob: BlobReader) throws {
        let name = "/youshu-accounts-" + PlainBase64.encodeForAddress(.random(count: 16))
        descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        shm_unlink(name)
        guard descriptor >= 0 else { throw StorageProblem.failed(code: "shm_open", reason: String(cString: strerror(errno))) }
        try blob.forEach { piece in
            var offset = 0
            while offset < piece.count {
                let count = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, piece.count - offset) }
                guard count > 0 else { throw StorageProblem.full("memory for the list of accounts") }
                offset += count
            }
        }
    }

    deinit { close(descriptor) }

    var path: String { "/proc/self/fd/\(descriptor)" }
}
