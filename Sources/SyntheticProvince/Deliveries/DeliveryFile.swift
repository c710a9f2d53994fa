import Basics
import Glibc

/// One delivery being written: the header, then parts in their order. A class, because an open file has one owner.
final class DeliveryFile: ProvinceFile {
    let plan: DeliveryPlan
    let path: String
    private let descriptor: Int32
    private(set) var size = 0

    /// Makes the file and writes what stands above the rows.
    init(_ plan: DeliveryPlan, in directory: String) throws(Problem) {
        self.plan = plan
        path = "\(directory)/\(plan.path)"
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failed(path) }
        let separator = String(UnicodeScalar(plan.format.delimiter))
        let lines = plan.titleLines + [plan.headers.map { Self.quoted($0, separator) }.joined(separator: separator)]
        let head = Array(lines.map { $0 + "\r\n" }.joined().utf8)
        try append(plan.format.byteOrderMark)
        try append(Transcoder.encode(head, as: plan.format.encoding))
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws(Problem) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failed(path) }
            done += written
        }
        size += bytes.count
    }

    /// Nothing waits: every part is with the system already.
    func finish() throws(Problem) {}

    private static func quoted(_ text: String, _ separator: String) -> String {
        text.contains(separator) || text.contains("\"") ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    static func failed(_ path: String) -> Problem {
        let reason = String(cString: strerror(errno))
        return Problem(
            "delivery-not-written", what: .init(zh: "无法写出文件", en: "the file cannot be written"), why: .init(zh: reason, en: reason),
            remedy: .init(zh: "检查目录权限和磁盘空间", en: "check the directory's permissions and the disk's space"), at: path)
    }
}
