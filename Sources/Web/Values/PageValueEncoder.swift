/// Turns a page model into a `PageValue` by its own `encode(to:)`. Reflection would do the same twenty times slower.
package enum PageValueEncoder {
    package static func value(of model: some Encodable) throws -> PageValue {
        let place = EncodingPlace()
        try model.encode(to: ValueEncoder(place: place))
        return place.value
    }

    /// The type of the keys of a `[String: …]`, which the standard library keeps to itself; learned by encoding one.
    fileprivate static let dictionaryKey: ObjectIdentifier? = {
        let probe = KeyProbe()
        try? ["": 0].encode(to: probe)
        return probe.key
    }()
}

/// Where one encoded value comes to stand; containers write into it as they go. Most values are texts and numbers, which need no place of
/// their own.
private final class EncodingPlace {
    enum Item {
        case value(PageValue)
        case place(EncodingPlace)

        var value: PageValue {
            switch self {
            case .value(let value): value
            case .place(let place): place.value
            }
        }
    }

    enum Kind { case single, list, object, map }

    private(set) var kind = Kind.single
    private var single = PageValue.null
    private var names: [String] = []
    private var items: [Item] = []

    var count: Int { items.count }

    func set(_ value: PageValue) { (kind, single) = (.single, value) }

    /// A second container of the same value goes on with the first.
    func begin(_ kind: Kind) { self.kind = kind }

    func append(_ value: PageValue) { items.append(.value(value)) }

    func append(_ value: PageValue, _ name: String) {
        names.append(name)
        append(value)
    }

    func appendPlace() -> EncodingPlace {
        let place = EncodingPlace()
        items.append(.place(place))
        return place
    }

    func appendPlace(_ name: String) -> EncodingPlace {
        names.append(name)
        return appendPlace()
    }

    var value: PageValue {
        switch kind {
        case .single: single
        case .list: .list(items.map(\.value))
        case .object: .object(zip(names, items).map { .init($0, $1.value) })
        case .map: .map(zip(names, items).map { .init($0, $1.value) })
        }
    }
}

/// Where a value stands in its model is not kept: only a number beyond Int64 would tell of it.
private struct ValueEncoder: Encoder, SingleValueEncodingContainer {
    let place: EncodingPlace
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        place.begin(PageValueEncoder.dictionaryKey == ObjectIdentifier(type) ? .map : .object)
        return KeyedEncodingContainer(MemberContainer<Key>(place: place))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        place.begin(.list)
        return ListContainer(place: place)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() throws { place.set(.null) }
    func encode(_ value: Bool) throws { place.set(.bool(value)) }
    func encode(_ value: String) throws { place.set(.text(value)) }
    func encode(_ value: Double) throws { place.set(.number(value)) }
    func encode(_ value: Float) throws { place.set(.number(Double(value))) }
    func encode(_ value: Int) throws { place.set(.integer(Int64(value))) }
    func encode(_ value: Int8) throws { place.set(.integer(Int64(value))) }
    func encode(_ value: Int16) throws { place.set(.integer(Int64(value))) }
    func encode(_ value: Int32) throws { place.set(.integer(Int64(value))) }
    func encode(_ value: Int64) throws { place.set(.integer(value)) }
    func encode(_ value: UInt) throws { place.set(try whole(value)) }
    func encode(_ value: UInt8) throws { place.set(.integer(Int64(value))) }
    func encode(_ value: UInt16) throws { place.set(.integer(Int64(value))) }
    func encode(_ value: UInt32) throws { place.set(.integer(Int64(value))) }
    func encode(_ value: UInt64) throws { place.set(try whole(value)) }
    func encode(_ value: some Encodable) throws { try value.encode(to: self) }

    private func whole(_ value: some FixedWidthInteger) throws -> PageValue {
        guard let number = Int64(exactly: value) else {
            throw EncodingError.invalidValue(value, .init(codingPath: codingPath, debugDescription: "greater than Int64"))
        }
        return .integer(number)
    }
}

private struct MemberContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let place: EncodingPlace
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) throws { place.append(.null, key.stringValue) }
    func encode(_ value: Bool, forKey key: Key) throws { place.append(.bool(value), key.stringValue) }
    func encode(_ value: String, forKey key: Key) throws { place.append(.text(value), key.stringValue) }
    func encode(_ value: Int, forKey key: Key) throws { place.append(.integer(Int64(value)), key.stringValue) }
    func encode(_ value: Int64, forKey key: Key) throws { place.append(.integer(value), key.stringValue) }
    func encode(_ value: Double, forKey key: Key) throws { place.append(.number(value), key.stringValue) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try value.encode(to: encoder(key)) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        encoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { ValueEncoder(place: place) }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

    private func encoder(_ key: Key) -> ValueEncoder { ValueEncoder(place: place.appendPlace(key.stringValue)) }
}

private struct ListContainer: UnkeyedEncodingContainer {
    let place: EncodingPlace
    var codingPath: [any CodingKey] { [] }
    var count: Int { place.count }

    func encodeNil() throws { place.append(.null) }
    func encode(_ value: String) throws { place.append(.text(value)) }
    func encode(_ value: some Encodable) throws { try value.encode(to: encoder()) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> { encoder().container(keyedBy: type) }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder() }

    private func encoder() -> ValueEncoder { ValueEncoder(place: place.appendPlace()) }
}

/// Notes the key type with which it is asked for a container.
private final class KeyProbe: Encoder {
    var key: ObjectIdentifier?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        key = ObjectIdentifier(type)
        return KeyedEncodingContainer(MemberContainer<Key>(place: EncodingPlace()))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { ValueEncoder(place: EncodingPlace()).unkeyedContainer() }
    func singleValueContainer() -> any SingleValueEncodingContainer { ValueEncoder(place: EncodingPlace()) }
}
