/// All scenarios, by family.
enum Scenarios {
    static let all: [Scenario] = []
}
