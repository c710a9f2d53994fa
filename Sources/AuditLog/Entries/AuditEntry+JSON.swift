import Basics

extension AuditEntry {
    /// The bytes that are hashed as the leaf and kept for ever.
    package var canonical: [UInt8] {
        var writer = JSONWriter()
        writer.raw("{\"account\":")
        writer.string(account)
        writer.raw(",\"action\":")
        writer.string(action)
        writer.raw(",\"chunks\":[")
        writer.list(chunks) { $1.write(to: &$0) }
        writer.raw("],\"client\":")
        write(client, to: &writer)
        writer.raw(",\"details\":")
        JSONValue.object(details.mapValues(Self.json)).write(to: &writer)
        writer.raw(",\"purpose\":")
        writer.string(purpose)
        writer.raw(",\"region\":")
        writer.string(region?.digits)
        writer.raw(",\"request\":")
        writer.string(request)
        writer.raw(",\"result\":")
        writer.string(result)
        writer.raw(",\"role\":")
        writer.string(role)
        writer.raw(",\"rows\":[")
        writer.list(rows) { $1.write(to: &$0) }
        writer.raw("],\"scope\":")
        writer.string(scope)
        writer.raw(",\"seq\":")
        writer.integer(sequence)
        writer.raw(",\"subject\":")
        writer.string(subject)
        writer.raw(",\"time\":")
        writer.string(time.text)
        writer.raw(",\"v\":")
        writer.integer(Self.version)
        writer.raw("}")
        return writer.bytes
    }

    /// SHA-256(0x00 ‖ canonical).
    package func leafHash(hasher: TreeHasher) throws(Problem) -> MerkleHash { try hasher.leaf(canonical) }

    private func write(_ client: Client?, to writer: inout JSONWriter) {
        guard let client else { return writer.raw("null") }
        writer.raw("{\"base\":")
        if let base = client.baseVersion { writer.integer(base) } else { writer.raw("null") }
        writer.raw(",\"id\":")
        writer.string(client.id)
        writer.raw(",\"time\":")
        writer.string(client.deviceTime?.text)
        writer.raw("}")
    }

    private static func json(_ detail: Detail) -> JSONValue {
        switch detail {
        case .text(let text): .string(text)
        case .integer(let value): .integer(value)
        }
    }

    /// Reads an entry from its canonical bytes; any other bytes are refused.
    package init(canonical bytes: [UInt8]) throws(Problem) {
        let json = try JSONReader.value(bytes)
        guard json["v"] == .integer(Self.version) else { throw Self.refused("版本不是 \(Self.version)", "its version is not \(Self.version)") }
        guard let sequence = json["seq"]?.integer, let time = json["time"]?.string.flatMap({ AuditTime($0) }), let scope = json["scope"]?.string,
            let action = json["action"]?.string, let request = json["request"]?.string, let result = json["result"]?.string,
            let members = json["details"]?.object, let rows = json["rows"]?.array, let chunks = json["chunks"]?.array
        else { throw Self.refused("缺少字段", "a field is missing") }
        self.init(
            sequence: sequence, time: time, account: json["account"]?.string, role: json["role"]?.string, scope: scope, action: action,
            region: json["region"]?.string.flatMap { Int64($0) }.flatMap { RegionCode(number: $0) }, subject: json["subject"]?.string,
            request: request,
            result: result, purpose: json["purpose"]?.string, client: Self.client(json["client"]), details: members.compactMapValues(Self.detail),
            rows: rows.compactMap { RowRecord($0) }, chunks: chunks.compactMap { ChunkRecord($0) })
        // Whatever was left out above because it could not be read is missing here.
        guard canonical == bytes else { throw Self.refused("字段的内容不对", "a field holds something else") }
    }

    private static func client(_ json: JSONValue?) -> Client? {
        guard let json, let id = json["id"]?.string else { return nil }
        return Client(id: id, baseVersion: json["base"]?.integer, deviceTime: json["time"]?.string.flatMap { AuditTime($0) })
    }

    private static func detail(_ json: JSONValue) -> Detail? {
        switch json {
        case .string(let text): .text(text)
        case .integer(let value): .integer(value)
        default: nil
        }
    }

    private static func refused(_ zh: String, _ en: String) -> Problem {
        Problem(
            "audit-entry-wrong", what: .init(zh: "不是审计日志的条目", en: "this is not an entry of the audit log"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "条目可能被改动:与检查点核对", en: "the entry may have been changed: compare with a checkpoint"))
    }
}
