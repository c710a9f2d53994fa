/// Texts by code points.
enum TextFunctions {
    static let all: [BuiltIn] = [
        text("startsWith") { $0.starts(with: $1) },
        text("endsWith") { $0.reversed().starts(with: $1.reversed()) },
        text("contains", contains),
        .plain("matches", [.string, .string], .bool, form: .both, takes: "a string and a pattern") { arguments in
            guard arguments.count == 2, case .string(let text) = arguments[0], case .string(let pattern) = arguments[1] else {
                return .failure(.noOverload("matches", arguments))
            }
            return Pattern.compile(pattern).map { .bool($0.matches(text)) }
        },
    ]

    private static func text(_ name: String, _ test: @escaping @Sendable (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Bool) -> BuiltIn {
        .plain(name, [.string, .string], .bool, form: .method, takes: "a string") { arguments in
            guard arguments.count == 2, case .string(let text) = arguments[0], case .string(let part) = arguments[1] else {
                return .failure(.noOverload(name, arguments))
            }
            // Bytes of UTF-8: a match of whole texts there is a match of code points.
            return .success(.bool(test(Array(text.utf8)[...], Array(part.utf8)[...])))
        }
    }

    /// Knuth, Morris and Pratt, so that no text takes longer than its length.
    private static func contains(_ text: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>) -> Bool {
        guard !part.isEmpty else { return true }
        var fallback = [0]
        var matched = 0
        for byte in part.dropFirst() {
            while matched > 0, part[matched] != byte { matched = fallback[matched - 1] }
            if part[matched] == byte { matched += 1 }
            fallback.append(matched)
        }
        matched = 0
        for byte in text {
            while matched > 0, part[matched] != byte { matched = fallback[matched - 1] }
            if part[matched] == byte { matched += 1 }
            if matched == part.count { return true }
        }
        return false
    }
}
