import Basics
import Datasets
import PolicyLanguage

/// What a program is run against: the tables, and the values of parameters for this run. Another value of a parameter is another
/// `Bindings`, over the same tables (what-if).
struct Bindings: Sendable {
    let tables: Tables
    let asOf: CalendarDate
    /// By `pack/name`.
    let numbers: [String: Int64]
    let texts: [String: String]

    /// Parameters as in force on the day, with `settings` (by `name` or `pack/name`) instead where given.
    init(tables: Tables, asOf: CalendarDate, packs: [PolicyPack], settings: [String: ParameterValue]) {
        var numbers: [String: Int64] = [:]
        var texts: [String: String] = [:]
        for pack in packs {
            for parameter in pack.parameters {
                let key = "\(pack.id)/\(parameter.name)"
                switch settings[key] ?? settings[parameter.name] ?? parameter.value(on: asOf)?.value {
                case .number(let number): numbers[key] = number
                case .text(let text): texts[key] = text
                case nil: break
                }
            }
        }
        (self.tables, self.asOf, self.numbers, self.texts) = (tables, asOf, numbers, texts)
    }
}

/// Everything that was read, by name.
final class Tables: Sendable {
    let register: Register
    let datasets: [String: Table]
    /// Words of coded columns as bytes that stay where they are, by table and column.
    let words: [Shape.Column: WordTexts]

    init(register: Register, datasets: [String: Table]) {
        self.register = register
        self.datasets = datasets
        var words: [Shape.Column: WordTexts] = [:]
        func note(_ name: TableName, _ table: Table?) {
            for (index, column) in (table?.columns ?? []).enumerated() {
                guard let book = column?.words else { continue }
                words[Shape.Column(table: name, index: index)] = WordTexts(book.words)
            }
        }
        note(.persons, register.persons)
        note(.households, register.households)
        note(.villages, register.villages)
        for (name, table) in datasets { note(.dataset(name), table) }
        self.words = words
    }

    func table(_ name: TableName) -> Table? {
        switch name {
        case .persons: register.persons
        case .households: register.households
        case .villages: register.villages
        case .dataset(let dataset): datasets[dataset]
        }
    }
}

/// The words of one column in one stretch of memory.
final class WordTexts: @unchecked Sendable {  // Why: written in init, read afterwards.
    let words: [String]
    let refs: [TextRef]
    private let memory: UnsafeMutablePointer<UInt8>

    init(_ words: [String]) {
        self.words = words
        let size = words.reduce(16) { $0 + $1.utf8.count }
        memory = .allocate(capacity: size)
        var refs: [TextRef] = []
        var offset = 0
        for word in words {
            for (i, byte) in word.utf8.enumerated() { memory[offset + i] = byte }
            refs.append(TextRef(bytes: UnsafePointer(memory + offset), count: word.utf8.count))
            offset += word.utf8.count
        }
        self.refs = refs
    }

    deinit { memory.deallocate() }
}
