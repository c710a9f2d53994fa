/// Turns a page model into a `PageValue` by its own `encode(to:)`. Reflection would do the same twenty times slower.
package enum PageValueEncoder {
    package static func value(of model: some Encodable) throws -> PageValue {
        let place = EncodingPlace()
        try model.encode(to: ValueEncoder(place: place, codingPath: []))
        return place.value
    }

    /// The type of the keys of a `[String: …]`, which the standard library keeps to itself; learned by encoding one.
    fileprivate static let dictionaryKey: ObjectIdentifier? = {
        let probe = KeyProbe()
        try? ["": 0].encode(to: probe)
        return probe.key
    }()
}

/// Where one encoded value comes to stand; containers write into it as they go.
private final class EncodingPlace {
    enum Content {
        case single(PageValue)
        case list([EncodingPlace])
        case members([(String, EncodingPlace)], isMap: Bool)
    }

    var content = Content.single(.null)

    var value: PageValue {
        switch content {
        case .single(let value): value
        case .list(let places): .list(places.map(\.value))
        case .members(let places, let isMap):
            isMap ? .map(places.map { .init($0, $1.value) }) : .object(places.map { .init($0, $1.value) })
        }
    }
}

private struct ValueEncoder: Encoder, SingleValueEncodingContainer {
    let place: EncodingPlace
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .members = place.content {
        } else {
            place.content = .members([], isMap: PageValueEncoder.dictionaryKey == ObjectIdentifier(type))
        }
        return KeyedEncodingContainer(MemberContainer<Key>(place: place, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        place.content = .list([])
        return ListContainer(place: place, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() throws { place.content = .single(.null) }
    func encode(_ value: Bool) throws { place.content = .single(.bool(value)) }
    func encode(_ value: String) throws { place.content = .single(.text(value)) }
    func encode(_ value: Double) throws { place.content = .single(.number(value)) }
    func encode(_ value: Float) throws { place.content = .single(.number(Double(value))) }
    func encode(_ value: Int) throws { place.content = .single(.integer(Int64(value))) }
    func encode(_ value: Int8) throws { place.content = .single(.integer(Int64(value))) }
    func encode(_ value: Int16) throws { place.content = .single(.integer(Int64(value))) }
    func encode(_ value: Int32) throws { place.content = .single(.integer(Int64(value))) }
    func encode(_ value: Int64) throws { place.content = .single(.integer(value)) }
    func encode(_ value: UInt) throws { place.content = .single(try whole(value)) }
    func encode(_ value: UInt8) throws { place.content = .single(.integer(Int64(value))) }
    func encode(_ value: UInt16) throws { place.content = .single(.integer(Int64(value))) }
    func encode(_ value: UInt32) throws { place.content = .single(.integer(Int64(value))) }
    func encode(_ value: UInt64) throws { place.content = .single(try whole(value)) }
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
    let codingPath: [any CodingKey]

    private func new(_ key: Key) -> EncodingPlace {
        let new = EncodingPlace()
        guard case .members(var members, let isMap) = place.content else { return new }
        place.content = .single(.null)  // so that the list below is not copied
        members.append((key.stringValue, new))
        place.content = .members(members, isMap: isMap)
        return new
    }

    private func put(_ value: PageValue, _ key: Key) { new(key).content = .single(value) }

    func encodeNil(forKey key: Key) throws { put(.null, key) }
    func encode(_ value: Bool, forKey key: Key) throws { put(.bool(value), key) }
    func encode(_ value: String, forKey key: Key) throws { put(.text(value), key) }
    func encode(_ value: Int, forKey key: Key) throws { put(.integer(Int64(value)), key) }
    func encode(_ value: Int64, forKey key: Key) throws { put(.integer(value), key) }
    func encode(_ value: Double, forKey key: Key) throws { put(.number(value), key) }
    func encode(_ value: some Encodable, forKey key: Key) throws {
        try value.encode(to: ValueEncoder(place: new(key), codingPath: codingPath + [key]))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        ValueEncoder(place: new(key), codingPath: codingPath + [key]).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        ValueEncoder(place: new(key), codingPath: codingPath + [key]).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { ValueEncoder(place: place, codingPath: codingPath) }
    func superEncoder(forKey key: Key) -> any Encoder { ValueEncoder(place: new(key), codingPath: codingPath + [key]) }
}

private struct ListContainer: UnkeyedEncodingContainer {
    let place: EncodingPlace
    let codingPath: [any CodingKey]

    var count: Int {
        if case .list(let items) = place.content { items.count } else { 0 }
    }

    private func new() -> EncodingPlace {
        let new = EncodingPlace()
        guard case .list(var items) = place.content else { return new }
        place.content = .single(.null)
        items.append(new)
        place.content = .list(items)
        return new
    }

    func encodeNil() throws { _ = new() }
    func encode(_ value: String) throws { new().content = .single(.text(value)) }
    func encode(_ value: some Encodable) throws { try value.encode(to: ValueEncoder(place: new(), codingPath: codingPath)) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        ValueEncoder(place: new(), codingPath: codingPath).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { ValueEncoder(place: new(), codingPath: codingPath).unkeyedContainer() }
    func superEncoder() -> any Encoder { ValueEncoder(place: new(), codingPath: codingPath) }
}

/// Notes the key type with which it is asked for a container.
private final class KeyProbe: Encoder {
    var key: ObjectIdentifier?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        key = ObjectIdentifier(type)
        return KeyedEncodingContainer(MemberContainer<Key>(place: EncodingPlace(), codingPath: []))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { ValueEncoder(place: EncodingPlace(), codingPath: []).unkeyedContainer() }
    func singleValueContainer() -> any SingleValueEncodingContainer { ValueEncoder(place: EncodingPlace(), codingPath: []) }
}
