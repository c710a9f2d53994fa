/// What a form sent: names and values in their order, decoded.
package struct FormFields: Sendable, Hashable {
    package private(set) var pairs: [(name: String, value: String)] = []
    /// More fields than any form of ours has.
    static let limit = 2_000

    package init() {}
    package init(_ pairs: [(String, String)]) { self.pairs = pairs.map { (name: $0.0, value: $0.1) } }

    package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }
    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    package mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }

    /// Takes a field away and gives its value: for the fields that belong to the request rather than to the thing.
    mutating func take(_ name: String) -> String? {
        defer { pairs.removeAll { $0.name == name } }
        return self[name]
    }

    package static func == (a: FormFields, b: FormFields) -> Bool { a.pairs.elementsEqual(b.pairs) { $0 == $1 } }
    package func hash(into hasher: inout Hasher) { for pair in pairs { hasher.combine(pair.name); hasher.combine(pair.value) } }

    /// `application/x-www-form-urlencoded`, and the query of an address. nil when it is not properly encoded.
    static func parse(_ bytes: some Collection<UInt8>) -> FormFields? {
        var fields = FormFields()
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Percent.decoded(sides[0], plusIsBlank: true), fields.pairs.count < limit else { return nil }
            guard let value = sides.count == 2 ? Percent.decoded(sides[1], plusIsBlank: true) : "" else { return nil }
            fields.append(name, value.replacing("\r\n", with: "\n"))
        }
        return fields
    }

    /// The fields as a tree: a name given several times is a list, `child.name` and `members.0.name` are nested.
    var tree: PageValue {
        var root = FormTree()
        for pair in pairs { root.put(pair.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init), pair.value) }
        return root.value
    }
}

/// A form's fields while their tree is built.
private struct FormTree {
    private var texts: [String] = []
    private var children: [(name: String, tree: FormTree)] = []

    mutating func put(_ path: some Collection<String>, _ value: String) {
        guard let first = path.first else { return texts.append(value) }
        if let index = children.firstIndex(where: { $0.name == first }) {
            children[index].tree.put(path.dropFirst(), value)
        } else {
            var tree = FormTree()
            tree.put(path.dropFirst(), value)
            children.append((first, tree))
        }
    }

    var value: PageValue {
        if children.isEmpty { return texts.count == 1 ? .text(texts[0]) : .list(texts.map { .text($0) }) }
        let numbers = children.compactMap { Int($0.name) }
        guard numbers.count == children.count else { return .map(children.map { .init($0.name, $0.tree.value) }) }
        return .list(zip(numbers, children).sorted { $0.0 < $1.0 }.map { $0.1.tree.value })
    }
}

/// Percent encoding of addresses and forms.
package enum Percent {
    /// nil when an escape is broken, the text is not UTF-8, or it holds a NUL.
    static func decoded(_ bytes: some Collection<UInt8>, plusIsBlank: Bool = false) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            if byte == UInt8(ascii: "+"), plusIsBlank {
                out.append(0x20)
            } else if byte == UInt8(ascii: "%") {
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit), high | low != 0 else { return nil }
                out.append(high << 4 | low)
            } else {
                guard byte != 0 else { return nil }
                out.append(byte)
            }
        }
        return String(validating: out, as: UTF8.self)
    }

    /// Text for a path segment or a query value.
    package static func encoded(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80, scalar.properties.isAlphabetic || (0x30...0x39).contains(byte) || "-._~".unicodeScalars.contains(scalar) {
                out.unicodeScalars.append(scalar)
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                out += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return out
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
