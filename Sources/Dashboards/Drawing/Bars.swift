import Figures
import Web

/// One line of a list of bars: a name, how long its bar is, the number with its list, and its share.
struct Bar: Codable, Sendable {
    var name: String
    /// Of the bar's room: `78.5%`.
    var length: String
    var tone: String
    var value: ShownValue
    var share: String
    var spoken: String

    static let specimen = Bar(name: "因病", length: "100%", tone: "p", value: .specimen, share: "39.0%", spoken: "因病 9,871 户")

    init(name: String, length: String, tone: String, value: ShownValue, share: String, spoken: String) {
        (self.name, self.length, self.tone, self.value, self.share, self.spoken) = (name, length, tone, value, share, spoken)
    }

    /// Bars as long as their numbers are beside the largest one.
    static func list(_ lines: [(name: String, value: ShownValue, tone: String)], unit: String) -> [Bar] {
        let most = max(1, lines.map { $0.value.count ?? 0 }.max() ?? 1)
        return lines.map { line in
            let count = line.value.count ?? 0
            return Bar(
                name: line.name, length: Figures.share(count, of: most) ?? "0%", tone: line.tone, value: line.value,
                share: line.value.of.flatMap { Figures.share(count, of: $0) } ?? "", spoken: "\(line.name) \(line.value.text) \(unit)")
        }
    }
}
