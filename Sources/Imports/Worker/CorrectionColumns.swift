/// The two columns a correction file has in front of those that came: which line the row had, and why it came back. They are read past when the
/// mended file is handed in; the number in the first leads it back to the delivery it mends.
package enum CorrectionColumns {
    private static let lineTitle = "有数原行号#"
    package static let reasonTitle = "有数退回原因和办法"

    package static func lineHeader(delivery: Int64) -> String { lineTitle + String(delivery) }

    static func isOwn(_ header: String) -> Bool { header.hasPrefix(lineTitle) || header == reasonTitle }

    /// The places of the two columns in a header, and the delivery they name.
    static func find(in header: [String]) -> (delivery: Int64, line: Int, places: Set<Int>)? {
        let line = header.firstIndex { $0.hasPrefix(lineTitle) }
        guard let line, let delivery = Int64(header[line].dropFirst(lineTitle.count)), delivery > 0 else { return nil }
        var places: Set<Int> = [line]
        if let reason = header.firstIndex(of: reasonTitle) { places.insert(reason) }
        return (delivery, line, places)
    }
}
