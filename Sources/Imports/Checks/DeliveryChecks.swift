import Basics
import Datasets

/// Holds a delivery as a whole against what its source declares and against the last one that was accepted.
struct DeliveryChecks {
    /// What is remembered of the delivery before.
    struct Earlier: Sendable, Hashable {
        var rows: Int64
        var sums: [String: Int64]
    }

    let schema: SourceSchema
    let period: DeliveryPeriod

    /// Rows more or less than last time, and sums, that make somebody look: ten-thousandths. Working rules of ours.
    static let usualChange: Int64 = 1_500
    static let usualSumChange: Int64 = 2_000
    /// A share in ten-thousandths, so that no check depends on how a fraction is rounded.
    static func share(_ part: Int, of whole: Int) -> Int64 { whole > 0 ? Int64(part) * 10_000 / Int64(whole) : 0 }

    func run(_ facts: ReadingFacts, opened: OpenedFile, earlier: Earlier?, isSupplement: Bool) -> [DeliveryCheck] {
        var checks: [DeliveryCheck] = []
        if !isSupplement {
            let least = Int64(schema.assertions.minimumRows ?? 1)
            let rows = Int64(facts.rows)
            checks.append(DeliveryCheck(.rows, measured: rows, least: least, result: rows >= least ? .passed : .failed))
            if let earlier, earlier.rows > 0 { checks.append(change(rows, since: earlier.rows)) }
            checks.append(rejected(facts))
            checks += sums(facts, earlier, missing: opened.missingColumns)
        }
        checks += filled(facts)
        if let check = span(facts) { checks.append(check) }
        if !opened.missingColumns.isEmpty {
            checks.append(
                DeliveryCheck(
                    .columns, column: opened.missingColumns.joined(separator: " "), measured: Int64(opened.missingColumns.count), most: 0,
                    result: .warning))
        }
        if facts.formulas > 0 { checks.append(DeliveryCheck(.formulas, measured: Int64(facts.formulas), most: 0, result: .warning)) }
        return checks
    }

    private func change(_ rows: Int64, since before: Int64) -> DeliveryCheck {
        let (scaled, overflow) = (rows - before).multipliedReportingOverflow(by: 10_000)
        let change = overflow ? Int64.max : scaled / before
        return DeliveryCheck(
            .change, measured: change, least: -Self.usualChange, most: Self.usualChange, result: abs(change) <= Self.usualChange ? .passed : .warning)
    }

    private func rejected(_ facts: ReadingFacts) -> DeliveryCheck {
        let share = Self.share(facts.rejected, of: facts.rows)
        let most = schema.assertions.maximumRejectedPercent.map { Int64(($0 * 100).rounded()) }
        // The product, not the rounded share, decides.
        let isOver = most.map { Int64(facts.rejected) * 10_000 > $0 * Int64(facts.rows) } ?? false
        return DeliveryCheck(.rejected, measured: share, most: most, result: isOver ? .failed : .passed)
    }

    private func filled(_ facts: ReadingFacts) -> [DeliveryCheck] {
        schema.columns.compactMap { column in
            guard let percent = schema.assertions.filled[column.name] else { return nil }
            let least = Int64((percent * 100).rounded())
            let filled = Self.share(facts.filled[column.name] ?? 0, of: facts.accepted)
            return DeliveryCheck(.filled, column: column.name, measured: filled, least: least, result: filled >= least ? .passed : .warning)
        }
    }

    /// Each amount's sum, against last time's.
    private func sums(_ facts: ReadingFacts, _ earlier: Earlier?, missing: [String]) -> [DeliveryCheck] {
        schema.columns.compactMap { column in
            guard column.kind == .money, !missing.contains(column.name), let sum = facts.sums[column.name] else { return nil }
            guard let before = earlier?.sums[column.name], before > 0 else {
                return DeliveryCheck(.sum, column: column.name, measured: sum, result: .passed)
            }
            let low = before / 10_000 * (10_000 - Self.usualSumChange)
            let high = (before / 10_000).multipliedReportingOverflow(by: 10_000 + Self.usualSumChange)
            let isUsual = sum >= low && (high.overflow || sum <= high.partialValue)
            return DeliveryCheck(
                .sum, column: column.name, measured: sum, least: low, most: high.overflow ? nil : high.partialValue,
                result: isUsual ? .passed : .warning)
        }
    }

    /// Days after the period cannot have happened yet when the file was made; earlier ones are common (a register of everything so far).
    private func span(_ facts: ReadingFacts) -> DeliveryCheck? {
        guard let last = facts.lastDay, period.text != "once" else { return nil }
        let allowed = Int64(period.last.daysSinceEpoch)
        return DeliveryCheck(.period, measured: last, most: allowed, result: last <= allowed ? .passed : .warning)
    }
}
