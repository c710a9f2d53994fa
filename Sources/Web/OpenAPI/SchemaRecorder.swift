/// Learns the shape of a `Decodable` type by letting it decode from nothing: every field it asks for is noted and answered with a sample.
package enum SchemaRecorder {
    /// The shape; throws when the type refuses the samples (such a type must be `Described`).
    package static func schema<T: Decodable>(of type: T.Type) throws -> Schema { try record(type, within: []).schema }

    /// The shape and a sample value. `within` are the types being recorded, so that one that holds itself comes to an end.
    fileprivate static func record<T: Decodable>(_ type: T.Type, within outer: [ObjectIdentifier]) throws -> (schema: Schema, sample: T) {
        if let described = type as? any Described.Type, let found: (Schema, T) = describe(described) { return found }
        if let choices = type as? any (CaseIterable & RawRepresentable).Type, let found: (Schema, T) = choose(choices) { return found }
        let id = ObjectIdentifier(type)
        if outer.contains(id) { throw Recursion(name: name(of: type)) }
        let place = RecordingPlace(name: name(of: type), types: outer + [id])
        let sample = try T(from: RecordingDecoder(place: place))
        return (place.schema, sample)
    }

    static func name(of type: any Any.Type) -> String {
        let full = String(reflecting: type)
        guard !full.contains("<"), let dot = full.firstIndex(of: ".") else { return String(describing: type).filter { $0.isLetter || $0.isNumber } }
        return String(full[full.index(after: dot)...])
    }

    private static func describe<D: Described, T>(_ described: D.Type) -> (Schema, T)? {
        guard let sample = D.sample as? T else { return nil }
        return (D.schema, sample)
    }

    private static func choose<C: CaseIterable & RawRepresentable, T>(_ type: C.Type) -> (Schema, T)? {
        let choices = C.allCases.compactMap { $0.rawValue as? String }
        guard let sample = C.allCases.first as? T, choices.count == C.allCases.count else { return nil }
        return (.text(choices: choices), sample)
    }

    fileprivate struct Recursion: Error {
        let name: String
    }
}

private final class RecordingPlace {
    let name: String
    let types: [ObjectIdentifier]
    private var single: Schema?
    private var properties: [(name: String, schema: Schema, isRequired: Bool)] = []
    private var isObject = false
    var optional: Set<String> = []

    init(name: String, types: [ObjectIdentifier]) {
        self.name = name
        self.types = types
    }

    var schema: Schema {
        if let single { return single }
        guard isObject else { return .any }
        return .object(.init(name: name, properties: properties.map { .init(name: $0.name, schema: $0.schema, isRequired: $0.isRequired) }))
    }

    func becomeObject() { isObject = true }
    func become(_ schema: Schema) { single = schema }

    func note(_ key: String, _ schema: Schema) {
        guard !properties.contains(where: { $0.name == key }) else { return }
        properties.append((key, schema, !optional.contains(key)))
    }
}

private struct RecordingDecoder: Decoder, SingleValueDecodingContainer {
    let place: RecordingPlace
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        place.becomeObject()
        return KeyedDecodingContainer(RecordingMembers<Key>(place: place))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { RecordingList(place: place) }
    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) -> Bool { place.become(.bool); return false }
    func decode(_ type: String.Type) -> String { place.become(.text()); return "" }
    func decode(_ type: Double.Type) -> Double { place.become(.number); return 0 }
    func decode(_ type: Float.Type) -> Float { place.become(.number); return 0 }
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

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let (schema, sample) = try SchemaRecorder.record(type, within: place.types)
        place.become(schema)
        return sample
    }

    private func whole<Number: FixedWidthInteger>() -> Number {
        place.become(.integer(minimum: Number.isSigned ? nil : 0))
        return 0
    }
}

private struct RecordingMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let place: RecordingPlace
    var codingPath: [any CodingKey] { [] }
    /// A dictionary asks for all its keys; it has none here, and its shape is noted by `decode` above it.
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }

    func decodeNil(forKey key: Key) -> Bool {
        place.optional.insert(key.stringValue)
        return false
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        if let map = type as? any DictionaryShape.Type {
            place.note(key.stringValue, .map(try map.valueSchema(within: place.types)))
            if let empty = map.empty as? T { return empty }
        }
        let (schema, sample) = try SchemaRecorder.record(type, within: place.types)
        place.note(key.stringValue, schema)
        return sample
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        place.optional.insert(key.stringValue)
        do {
            return try decode(type, forKey: key)
        } catch let recursion as SchemaRecorder.Recursion {
            place.note(key.stringValue, .reference(recursion.name))
            return nil
        }
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedDecodingContainer<Nested> {
        RecordingDecoder(place: RecordingPlace(name: "", types: place.types)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        RecordingList(place: RecordingPlace(name: "", types: place.types))
    }

    func superDecoder() -> any Decoder { RecordingDecoder(place: place) }
    func superDecoder(forKey key: Key) -> any Decoder { RecordingDecoder(place: place) }
}

/// A list that has one item, so that its type asks for it once.
private struct RecordingList: UnkeyedDecodingContainer {
    let place: RecordingPlace
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(place: RecordingPlace) { self.place = place }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        currentIndex += 1
        do {
            let (schema, sample) = try SchemaRecorder.record(type, within: place.types)
            place.become(.list(schema))
            return sample
        } catch let recursion as SchemaRecorder.Recursion {
            place.become(.list(.reference(recursion.name)))
            throw recursion
        }
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedDecodingContainer<Nested> {
        RecordingDecoder(place: place).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { self }
    mutating func superDecoder() -> any Decoder { RecordingDecoder(place: place) }
}

/// A dictionary by texts, recognised by its type: it has no fields that could be asked for.
private protocol DictionaryShape {
    static func valueSchema(within types: [ObjectIdentifier]) throws -> Schema
    static var empty: Self { get }
}

extension Dictionary: DictionaryShape where Key == String, Value: Decodable {
    fileprivate static func valueSchema(within types: [ObjectIdentifier]) throws -> Schema {
        try SchemaRecorder.record(Value.self, within: types).schema
    }

    fileprivate static var empty: Self { [:] }
}
