/// A path of the site: words and names, `/households/{household}/births`.
package struct RoutePath: Sendable, Hashable, CustomStringConvertible {
    enum Part: Sendable, Hashable {
        case word(String)
        case name(String)
    }

    let parts: [Part]
    package let description: String

    /// A path that is not written properly is told by `RouteTable` at the start.
    init(_ text: String) {
        description = text
        parts = text.split(separator: "/").map { part in
            part.first == "{" && part.last == "}" ? .name(String(part.dropFirst().dropLast())) : .word(String(part))
        }
    }

    var names: [String] {
        parts.compactMap { part in
            if case .name(let name) = part { name } else { nil }
        }
    }

    /// Whether it is written as paths of ours are: lower-case words with hyphens, snake_case names, no name twice.
    var isProper: Bool {
        guard description.hasPrefix("/"), description == "/" || !description.hasSuffix("/"), !description.contains("//") else { return false }
        guard Set(names).count == names.count else { return false }
        return parts.allSatisfy { part in
            switch part {
            case .word(let word): word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
            case .name(let name): !name.isEmpty && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
            }
        }
    }
}
