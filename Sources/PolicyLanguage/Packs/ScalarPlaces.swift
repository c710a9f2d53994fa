import Declarations

/// The text of a declaration file, split so that a line and a column lead to a character.
struct SourceText {
    let scalars: [Unicode.Scalar]
    /// Index of each line's first character.
    private let starts: [Int]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var starts = [0]
        for (index, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(index + 1) }
        self.starts = starts
    }

    /// The number of lines; a last line feed ends a line and begins none.
    var lines: Int { starts.count - (starts.last == scalars.count ? 1 : 0) }

    /// The index of a place, held inside the text.
    func index(of position: Position) -> Int {
        guard position.line >= 1, position.line <= starts.count else { return scalars.count }
        return min(starts[position.line - 1] + max(position.column, 1) - 1, scalars.count)
    }

    func position(of index: Int, in file: String) -> Position {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= index { low = middle } else { high = middle }
        }
        return Position(file: file, line: low + 1, column: index - starts[low] + 1)
    }
}

/// Where each character of a YAML value stands in its file, so that a mistake in the middle of a folded condition is shown on
/// its own line.
///
/// YAML's folding and quoting change nothing but white space and escapes: the value and its source are walked side by side.
struct ScalarPlaces {
    private let source: SourceText
    private let file: String
    /// For each Unicode scalar of the value its index in the source, and one more for the end.
    private let indices: [Int]

    init(value: String, at start: Position, in source: SourceText) {
        self.source = source
        file = start.file
        var walker = Walker(source: source.scalars, index: source.index(of: start))
        walker.enter()
        var indices: [Int] = []
        for scalar in value.unicodeScalars { indices.append(walker.next(scalar)) }
        indices.append(walker.index)
        self.indices = indices
    }

    /// The place of the value's character at `offset`, counted in Unicode scalars.
    func position(of offset: Int) -> Position {
        source.position(of: indices[min(max(offset, 0), indices.count - 1)], in: file)
    }
}

/// The walk through the source beside the value.
private struct Walker {
    enum Style { case plain, block, single, double }

    let source: [Unicode.Scalar]
    var index: Int
    var style = Style.plain

    init(source: [Unicode.Scalar], index: Int) {
        self.source = source
        self.index = index
    }

    private var current: Unicode.Scalar? { index < source.count ? source[index] : nil }

    /// Steps over what opens the value: a quote, or the header line of a block.
    mutating func enter() {
        switch current {
        case "'": style = .single
        case "\"": style = .double
        case "|", ">": style = .block
        default: return
        }
        if style == .block {
            while current != nil, current != "\n" { index += 1 }
        }
        index += 1
    }

    /// The place of the value's next character; the walk stands behind it afterwards.
    mutating func next(_ scalar: Unicode.Scalar) -> Int {
        if scalar.properties.isWhitespace {
            let place = index
            if style == .double, current == "\\" { index += escapeLength }
            return place
        }
        skipWhitespace()
        let place = min(index, source.count)
        switch style {
        case .single where current == "'": index += 2
        case .double where current == "\\": index += escapeLength
        default: index += 1
        }
        return place
    }

    private mutating func skipWhitespace() {
        while let scalar = current {
            if style == .double, scalar == "\\", index + 1 < source.count, source[index + 1] == "\n" {
                index += 2
            } else if scalar.properties.isWhitespace {
                index += 1
            } else {
                return
            }
        }
    }

    private var escapeLength: Int {
        guard index + 1 < source.count else { return 1 }
        return switch source[index + 1] {
        case "x": 4
        case "u": 6
        case "U": 10
        default: 2
        }
    }
}
