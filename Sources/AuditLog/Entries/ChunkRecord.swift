/// What an entry says of many rows inserted at once into one table: how many, and the root of the tree over their commitments.
package struct ChunkRecord: Hashable, Sendable {
    /// Bytes of each commitment that stand in the entry itself. With the root alone an edited row would make its chunk wrong and nobody could say which row it is.
    package static let markLength = 4

    package let table: String
    package let count: Int64
    package let root: MerkleHash
    /// The first four bytes of each commitment, in order.
    package let marks: [UInt8]

    func write(to writer: inout JSONWriter) {
        writer.raw("{\"f\":\"")
        var text: [UInt8] = []
        Base64.append(marks, to: &text)
        writer.raw(text)
        writer.raw("\",\"n\":")
        writer.integer(count)
        writer.raw(",\"root\":")
        writer.hash(root)
        writer.raw(",\"t\":")
        writer.string(table)
        writer.raw("}")
    }

    init?(_ json: JSONValue) {
        guard let table = json["t"]?.string, let count = json["n"]?.integer, count > 0, count < 1 << 32,
            let root = json["root"]?.string.flatMap({ MerkleHash(base64: $0) }), let marks = json["f"]?.string.flatMap({ Base64.decoded($0) }),
            marks.count == Int(count) * Self.markLength
        else { return nil }
        self.init(table: table, count: count, root: root, marks: marks)
    }

    init(table: String, count: Int64, root: MerkleHash, marks: [UInt8]) {
        self.table = table
        self.count = count
        self.root = root
        self.marks = marks
    }
}
