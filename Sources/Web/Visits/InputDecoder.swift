import Actions
import Basics

/// Reads a form or a JSON body into a value of ours, strictly: unknown fields are refused, and every field that is wrong is told, not only the
/// first.
///
/// In a form everything is text: an empty text is an absent value, an unticked box is false, a single value may stand for a list of one.
package enum InputDecoder {
    /// `textual` names the fields that come as text though the rest is JSON: those from the path. Throws `Refusal.invalid`.
    static func decode<T: Decodable>(_ type: T.Type, from input: PageValue, isForm: Bool, textual: Set<String> = []) throws -> T {
        let faults = InputFaults()
        do {
            let value = try T(from: InputNode(value: input, path: "", isForm: isForm, textual: textual, faults: faults))
            guard faults.found.isEmpty else { throw Refusal.invalid(faults.found) }
            return value
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            if faults.found.isEmpty { faults.add("", .unreadable) }
            throw Refusal.invalid(faults.found)
        }
    }
}

/// What was wrong so far, in the order of the form.
private final class InputFaults {
    var found: [FieldProblem] = []
    func add(_ path: String, _ problem: Problem) {
        guard !found.contains(where: { $0.field == path }) else { return }
        found.append(FieldProblem(field: path, problem: problem))
    }
}

/// Thrown when decoding cannot go on; the reason is already noted.
private struct CannotGoOn: Error {}

private struct InputNode: Decoder, SingleValueDecodingContainer {
    let value: PageValue
    let path: String
    let isForm: Bool
    var textual: Set<String> = []
    let faults: InputFaults
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .map(let members) = value else {
            faults.add(path, .wrongShape("an object", "一组字段"))
            throw CannotGoOn()
        }
        return KeyedDecodingContainer(InputMembers<Key>(node: self, members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        switch value {
        case .list(let items): return InputList(node: self, items: items)
        case .text where isForm: return InputList(node: self, items: [value])
        default:
            faults.add(path, .wrongShape("a list", "一列值"))
            throw CannotGoOn()
        }
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { value == .null || (isForm && value == .text("")) }

    func decode(_ type: Bool.Type) -> Bool {
        switch value {
        case .bool(let value): return value
        case .text("true") where isForm, .text("1") where isForm, .text("on") where isForm, .text("yes") where isForm: return true
        case .text("false") where isForm, .text("0") where isForm, .text("no") where isForm, .text("") where isForm: return false
        default:
            faults.add(path, .wrongShape("true or false", "“是”或“否”"))
            return false
        }
    }

    func decode(_ type: String.Type) -> String {
        guard case .text(let text) = value else {
            faults.add(path, .wrongShape("a text", "文字"))
            return ""
        }
        if let problem = TextCheck.problem(in: text) { faults.add(path, problem) }
        return isForm ? text.trimmed : text
    }

    func decode(_ type: Double.Type) -> Double {
        switch value {
        case .number(let number): return number
        case .integer(let number): return Double(number)
        case .text(let text) where isForm: if let number = Double(text.trimmed), number.isFinite { return number }
        default: break
        }
        faults.add(path, .wrongShape("a number", "数字"))
        return 0
    }

    func decode(_ type: Float.Type) -> Float { Float(decode(Double.self)) }
    func decode(_ type: Int.Type) -> Int { whole() }
    func decode(_ type: Int8.Type) -> Int8 { whole() }
    func decode(_ type: Int16.Type) -> Int16 { whole() }
    func decode(_ type: Int32.Type) -> Int32 { whole() }
    func decode(_ type: Int64.Type) -> Int64 { whole() }
    func decode(_ type: UInt.Type) -> UInt { whole() }
    func decode(_ type: UInt8.Type) -> UInt8 { whole() }
    func decode(_ type: UInt16.Type) -> UInt16 { whole() }
    func decode(_ type: UInt32.Type) -> UInt32 { whole() }
    func decode(_ type: UInt64.Type) -> UInt64 { whole() }

    private func whole<Number: FixedWidthInteger>() -> Number {
        switch value {
        case .integer(let number): if let exact = Number(exactly: number) { return exact }
        case .text(let text): if isForm || text.count > 15, let exact = Number(text.trimmed) { return exact }
        default: break
        }
        faults.add(path, isForm && value == .text("") ? .missing : .wrongShape("a whole number", "整数"))
        return 0
    }

    /// A value of a type of its own. When it refuses what came, a sample takes its place so that the other fields are looked at too.
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let before = faults.found.count
        do {
            return try T(from: self)
        } catch {
            if faults.found.count == before {
                faults.add(path, isForm && value == .text("") ? .missing : (error as? Problem) ?? .notAllowed(Choices.of(type)))
            }
            guard let sample = Samples.of(type) else { throw CannotGoOn() }
            return sample
        }
    }

    func child(_ name: String, _ value: PageValue) -> InputNode {
        InputNode(
            value: value, path: path.isEmpty ? name : "\(path).\(name)", isForm: isForm || (path.isEmpty && textual.contains(name)), faults: faults)
    }
}

private struct InputMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let node: InputNode
    let members: [PageValue.Member]
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

    private func find(_ key: Key) -> PageValue? {
        let snake = SnakeCase.name(key.stringValue)
        return members.first { $0.name == snake || $0.name == key.stringValue }?.value
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) -> Bool { find(key).map { node.child(SnakeCase.name(key.stringValue), $0).decodeNil() } ?? true }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        let name = SnakeCase.name(key.stringValue)
        if let value = find(key) { return try node.child(name, value).decode(type) }
        if node.isForm {
            if type == Bool.self, let no = false as? T { return no }
            if type is any ListShape.Type { return try T(from: node.child(name, .list([]))) }
        }
        node.faults.add(node.child(name, .null).path, .missing)
        guard let sample = Samples.of(type) else { throw CannotGoOn() }
        return sample
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String { try simple(key, "") { $0.decode(type) } }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try simple(key, 0) { $0.decode(type) } }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try simple(key, 0) { $0.decode(type) } }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try simple(key, 0) { $0.decode(type) } }

    private func simple<T>(_ key: Key, _ sample: T, _ read: (InputNode) -> T) throws -> T {
        let name = SnakeCase.name(key.stringValue)
        let child = node.child(name, find(key) ?? .null)
        guard child.value != .null else {
            node.faults.add(child.path, .missing)
            return sample
        }
        let result = read(child)
        if T.self == String.self, node.isForm, (result as? String)?.isEmpty == true { node.faults.add(child.path, .missing) }
        return result
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        try node.child(SnakeCase.name(key.stringValue), find(key) ?? .null).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try node.child(SnakeCase.name(key.stringValue), find(key) ?? .null).unkeyedContainer()
    }

    func superDecoder() -> any Decoder { node }
    func superDecoder(forKey key: Key) -> any Decoder { node.child(key.stringValue, find(key) ?? .null) }
}

private struct InputList: UnkeyedDecodingContainer {
    let node: InputNode
    let items: [PageValue]
    var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    init(node: InputNode, items: [PageValue]) {
        self.node = node
        self.items = items
    }

    private mutating func next() throws -> InputNode {
        guard currentIndex < items.count else { throw CannotGoOn() }
        defer { currentIndex += 1 }
        return node.child(String(currentIndex), items[currentIndex])
    }

    mutating func decodeNil() throws -> Bool {
        guard currentIndex < items.count, items[currentIndex] == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}

/// A list, recognised by its type.
private protocol ListShape {}
extension Array: ListShape {}

/// Values that stand in for one that could not be read.
private enum Samples {
    static func of<T>(_ type: T.Type) -> T? {
        if let described = type as? any Described.Type { return sample(described) as? T }
        if let choices = type as? any CaseIterable.Type { return first(choices) as? T }
        return false as? T
    }

    private static func sample<D: Described>(_ type: D.Type) -> Any { D.sample }
    private static func first<C: CaseIterable>(_ type: C.Type) -> Any? { C.allCases.first }
}

/// The values an enumeration allows, for the message.
private enum Choices {
    static func of(_ type: Any.Type) -> [String] {
        guard let choices = type as? any (CaseIterable & RawRepresentable).Type else { return [] }
        return texts(choices)
    }

    private static func texts<C: CaseIterable & RawRepresentable>(_ type: C.Type) -> [String] { C.allCases.map { "\($0.rawValue)" } }
}

extension String {
    /// Without the blanks a hand or a paste leaves at the ends, the full-width one included.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
