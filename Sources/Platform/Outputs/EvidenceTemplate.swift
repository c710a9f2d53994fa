import PolicyLanguage

/// A text with places for a rule's evidence, made ready once for many clues.
struct EvidenceTemplate {
    private enum Piece {
        case text([UInt8])
        case evidence(Int, ValueType)
    }
    private var pieces: [Piece] = []

    /// A rule's message: `{name}` stands for the evidence of that name. `escape` is what the text around it needs.
    init(message: String, evidence: [Rule.Evidence], escape: (String) -> [UInt8]) {
        var rest = message[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            if let place = evidence.firstIndex(where: { $0.name == name }) {
                pieces.append(.text(escape(String(rest[..<open]))))
                pieces.append(.evidence(place, evidence[place].value.type))
            } else {
                pieces.append(.text(escape(String(rest[...close]))))
            }
            rest = rest[rest.index(after: close)...]
        }
        pieces.append(.text(escape(String(rest))))
    }

    /// All evidence by its titles: `购车价格 53,000.00 元；登记日期 2024-05-17`.
    init(list evidence: [Rule.Evidence], escape: (String) -> [UInt8]) {
        for (place, each) in evidence.enumerated() {
            pieces.append(.text(escape((place > 0 ? "；" : "") + each.title.zh + " ")))
            pieces.append(.evidence(place, each.value.type))
        }
    }

    func append(_ evidence: [Int64], to bytes: inout [UInt8]) {
        for piece in pieces {
            switch piece {
            case .text(let text): bytes += text
            case .evidence(let place, let type):
                if place < evidence.count { EvidenceText.append(evidence[place], as: type, to: &bytes) }
            }
        }
    }

    func filled(_ evidence: [Int64]) -> String {
        var bytes: [UInt8] = []
        append(evidence, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
