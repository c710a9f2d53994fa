/// Seconds by phase, in the order in which the phases first began.
final class PhaseClock {
    private(set) var phases: [ComparisonResult.Phase] = []
    private let clock = ContinuousClock()

    func measure<Result, Failure: Error>(_ name: String, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        let start = clock.now
        defer { add(name, clock.now - start) }
        return try body()
    }

    private func add(_ name: String, _ duration: Duration) {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        if let index = phases.firstIndex(where: { $0.name == name }) {
            phases[index].seconds += seconds
        } else {
            phases.append(.init(name: name, seconds: seconds))
        }
    }
}
