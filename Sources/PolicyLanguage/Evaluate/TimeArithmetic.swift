/// Timestamps and durations: sums and differences inside their ranges.
enum TimeArithmetic {
    private static let second: Int64 = 1_000_000_000

    static func apply(_ operation: Expr.BinaryOperator, _ a: Value, _ b: Value) -> Answer? {
        switch (operation, a, b) {
        case (.add, .timestamp(let time), .duration(let span)), (.add, .duration(let span), .timestamp(let time)): return later(time, span)
        case (.subtract, .timestamp(let time), .duration(let span)):
            return Calculating.whole(.subtract, 0, span).flatMap { later(time, $0) }
        case (.subtract, .timestamp(let x), .timestamp(let y)):
            let (seconds, overflow) = (x.seconds - y.seconds).multipliedReportingOverflow(by: second)
            let (total, further) = seconds.addingReportingOverflow(Int64(x.nanoseconds - y.nanoseconds))
            return overflow || further ? .failure(range("a duration")) : .success(.duration(total))
        case (.add, .duration(let x), .duration(let y)), (.subtract, .duration(let x), .duration(let y)):
            return Calculating.whole(operation, x, y).map(Value.duration).mapError { _ in range("a duration") }
        default: return nil
        }
    }

    private static func later(_ time: Timestamp, _ span: Int64) -> Answer {
        var nanoseconds = Int64(time.nanoseconds) + span % second
        var seconds = time.seconds + span / second
        if nanoseconds < 0 {
            nanoseconds += second
            seconds -= 1
        } else if nanoseconds >= second {
            nanoseconds -= second
            seconds += 1
        }
        guard let result = Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds)) else { return .failure(range("a timestamp")) }
        return .success(.timestamp(result))
    }

    static func range(_ what: String) -> EvaluationError { EvaluationError("range", "range error: \(what) out of range") }
}
