import Foundation

/// PostgreSQL's error codes in our words.
enum PostgresProblem {
    /// Codes after which the same transaction is worth running again: serialisation, deadlock, a plan whose table was migrated.
    static let again: Set<String> = ["40001", "40P01", planChanged]

    /// `cached plan must not change result type`, after a migration.
    static let planChanged = "0A000"

    static func translated(_ result: PostgresResult) -> StorageProblem {
        let code = result.errorField("C") ?? ""
        let message = result.errorField("M") ?? ""
        switch code {
        case "23505": return .uniqueViolation(violated(result))
        case "23503": return .foreignKey(violated(result))
        case "23514", "23P01": return .check(violated(result))
        case "23502": return .notNull(violated(result))
        case "40001", "40P01", "55P03", "57014": return .busy("PostgreSQL \(code)")
        case "25P02": return .endedByError
        case "53100": return .full("PostgreSQL \(code)")
        case "57P01", "57P02", "57P03", "08000", "08003", "08006": return .disconnected("PostgreSQL \(code)")
        case "XX001", "XX002": return .damaged(message)
        default:
            // What is said about data may repeat them.
            return .failed(code: "PostgreSQL \(code)", reason: code.hasPrefix("22") ? "a value does not fit its type" : message)
        }
    }

    private static func violated(_ result: PostgresResult) -> StorageProblem.Violated {
        var columns = result.errorField("c").map { [$0] } ?? []
        // `Key (household_id, position)=(1, 2) already exists.`: the columns, never the values.
        if columns.isEmpty, let detail = result.errorField("D"), detail.hasPrefix("Key ("), let end = detail.range(of: ")=(") {
            let list = detail[detail.index(detail.startIndex, offsetBy: 5)..<end.lowerBound]
            if !list.contains("(") { columns = list.split(separator: ",").map { $0.filter { $0 != " " } } }
        }
        return .init(table: result.errorField("t"), columns: columns, constraint: result.errorField("n"))
    }
}
