import Datasets

extension Table {
    /// A number of what tells the row from others, the same wherever it stands in its file: its key, or all it says where the source has none.
    func fingerprint(_ row: Int) -> UInt64 {
        var hash = StableHash()
        if let key = schema.key {
            hash.add(text(key, row) ?? "")
        } else {
            for index in columns.indices where columns[index] != nil { hash.add(text(index, row) ?? "") }
        }
        return hash.value
    }
}
