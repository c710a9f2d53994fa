import Basics
import CQrencode

/// A QR code as the path of an SVG picture: one square per dark module, four modules of quiet around.
package struct QRCode: Sendable, Hashable {
    /// Modules along a side, the quiet zone included; the picture's view box is `0 0 side side`.
    package let side: Int
    /// SVG path data in modules.
    package let path: String

    package init(_ text: String) throws {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else {
            throw Problem(
                "qr-code-failed", what: .init(zh: "无法生成二维码", en: "the QR code could not be made"),
                why: .init(zh: "内容太长或内存不足", en: "the text is too long or memory is short"),
                remedy: .init(zh: "请手工输入密钥", en: "type the key by hand"))
        }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let quiet = 4
        side = width + 2 * quiet
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                guard code.pointee.data[row * width + column] & 1 == 1 else {
                    column += 1
                    continue
                }
                let start = column
                while column < width, code.pointee.data[row * width + column] & 1 == 1 { column += 1 }
                path += "M\(start + quiet) \(row + quiet)h\(column - start)v1h-\(column - start)z"
            }
        }
        self.path = path
    }
}
