/// Which names a dataset or a column may have: they stand in expressions.
enum SchemaNames {
    /// Lower snake case, beginning with a letter.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    /// Words the policy language keeps for itself (those of the Common Expression Language, and the names a rule sees).
    static let reserved: Set<String> = [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while", "as_of", "parameter", "row", "rows", "key",
    ]

    /// What a row of every dataset has beside its columns, if it matched the register.
    static let owners: Set<String> = ["person", "household", "village"]

    /// What a register's record has beside its columns and the lists of datasets.
    static func ownLists(of role: SourceSchema.Role) -> Set<String> {
        switch role {
        case .persons: ["household", "village"]
        case .households: ["members", "village"]
        case .villages: ["households"]
        case .department: owners
        }
    }
}
