/// How things of a pack may be named.
enum Identifier {
    /// `vehicle_price_limit`: names inside expressions.
    static func isSnake(_ text: String) -> Bool { isWords(text, separator: "_") }

    /// `vehicle-over-limit`, and `R01` to `R99`, by which the benchmark's rules are known.
    static func isRuleID(_ text: String) -> Bool {
        isWords(text, separator: "-") || (text.first == "R" && text.utf8.count == 3 && text.utf8.dropFirst().allSatisfy { 48...57 ~= $0 })
    }

    /// A good id made of a bad one, nil if nothing of it is left.
    static func ruleID(near text: String) -> String? {
        let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let id = words.joined(separator: "-")
        return isRuleID(id) ? id : nil
    }

    /// Lower-case words and digits, beginning with a letter, joined by single separators.
    private static func isWords(_ text: String, separator: Character) -> Bool {
        guard let first = text.first, first.isASCII, first.isLowercase else { return false }
        return text.split(separator: separator, omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 }
        }
    }
}
