import Basics
import Glibc

/// Turns UTF-8 into the encoding a department uses, by the C library's iconv.
enum Transcoder {
    static func encode(_ bytes: [UInt8], as encoding: String?) throws(Problem) -> [UInt8] {
        guard let encoding else { return bytes }
        let converter = iconv_open(encoding, "UTF-8")
        guard converter != iconv_t(bitPattern: -1) else { throw refused(encoding) }
        defer { iconv_close(converter) }
        var input = bytes
        // No encoding used here needs more than two bytes for one of UTF-8.
        var output = [UInt8](repeating: 0, count: bytes.count * 2 + 16)
        let capacity = output.count
        let written: Int? = input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { target in
                var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var (left, room) = (source.count, capacity)
                return Int(bitPattern: UInt(iconv(converter, &from, &left, &to, &room))) == -1 || left > 0 ? nil : capacity - room
            }
        }
        guard let written else { throw refused(encoding) }
        output.removeLast(capacity - written)
        return output
    }

    private static func refused(_ encoding: String) -> Problem {
        Problem(
            "encoding-refused", what: .init(zh: "无法转换编码", en: "the text cannot be converted"),
            why: .init(zh: "系统不支持 \(encoding)", en: "the system refused \(encoding)"),
            remedy: .init(zh: "检查 C 库的 gconv 模块", en: "check the C library's gconv modules"))
    }
}
