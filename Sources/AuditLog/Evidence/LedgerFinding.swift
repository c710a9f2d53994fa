import Basics

/// A row, a chunk or an entry that is not as the log says.
package struct LedgerFinding: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The row does not hold what the entry it names wrote.
        case edited
        /// The row names no place of the log: it was written past the program.
        case added
        /// The log wrote this state and did not end it, and it is not there.
        case deleted
        /// The row stands in the place of another row.
        case moved
        /// The row names the same place as another one.
        case copied
        /// The row is in a state that a later entry ended.
        case rolledBack
        /// The salt of the row's entry is missing.
        case unproved
        /// An entry cannot be read, or contradicts an earlier one.
        case log
    }

    package let kind: Kind
    /// Nil when an entry is meant.
    package let table: String?
    /// Nil when an entry is meant, or a row of a chunk that is not there: the log does not know its key.
    package let key: String?
    /// The entry that the row names, or that wrote the missing row, or that is wrong.
    package let place: AuditPlace?

    package init(_ kind: Kind, table: String? = nil, key: String? = nil, place: AuditPlace?) {
        self.kind = kind
        self.table = table
        self.key = key
        self.place = place
    }

    package var text: Problem.Text {
        let zh: String
        let en: String
        switch kind {
        case .edited: (zh, en) = ("内容被改动", "was edited")
        case .added: (zh, en) = ("不是通过系统写入的", "was not written by the program")
        case .deleted: (zh, en) = ("被删除或换掉", "was deleted or replaced")
        case .moved: (zh, en) = ("占用了别的行的位置", "stands in the place of another row")
        case .copied: (zh, en) = ("与另一行同占一个位置", "shares its place with another row")
        case .rolledBack: (zh, en) = ("被恢复成旧状态", "was put back to an older state")
        case .unproved: (zh, en) = ("缺少盐,无法核验", "cannot be verified, its salt is missing")
        case .log: (zh, en) = ("条目读不懂或自相矛盾", "entry cannot be read or contradicts the log")
        }
        let row = table.map { (zh: "表 \($0) 的行 \(key ?? "?")", en: "table \($0), row \(key ?? "?")") }
        let leaf = place.map { (zh: "第 \($0.leaf) 条", en: "entry \($0.leaf)") }
        return Problem.Text(
            zh: [row?.zh, leaf?.zh].compactMap { $0 }.joined(separator: ",") + ":" + zh,
            en: [row?.en, leaf?.en].compactMap { $0 }.joined(separator: ", ") + ": " + en)
    }
}
