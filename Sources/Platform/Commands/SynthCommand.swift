import ArgumentParser
import Basics
import Datasets
import Declarations
import SyntheticProvince

/// `youshu synth`.
struct SynthCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "synth",
        abstract: "Makes up a province: a register and what 23 departments send about it. 生成合成数据。",
        discussion: """
            Nobody in it exists: ID numbers begin with 99, an area that was never assigned. The files come as departments send them: some in \
            GB18030, some as workbooks, columns in any order, some rows broken. Beside them stands the truth: which irregularities were \
            planted, and which of them are really true. The same seed and size give the same bytes.

              DIR/received/…       the departments' files, for youshu compare
              DIR/truth/…          what was planted, and who is just inside a limit
              DIR/regions.csv      its places by code, from the province down to the villages
              DIR/map.geojson      their outlines
              DIR/province.yaml    the day it speaks of, and whose law its counties live under

            EXAMPLES
              youshu synth --people 100000 --out out/province
              youshu synth --people 5000 --out out/clean --clean --seed 7
            """)

    @Option(help: ArgumentHelp("People in the register, about.", valueName: "n"))
    var people: Int
    @Option(help: ArgumentHelp("Folder to write to; made if need be.", valueName: "dir"))
    var out: String
    @Option(help: "Any whole number; another seed, another province.")
    var seed: UInt64 = 1
    @Flag(help: "Plant nothing: near misses only, over which every rule must stay silent.")
    var clean = false
    @Option(
        help: ArgumentHelp(
            "Real areas whose law the counties live under, six digits each and a comma between; all that packs are about if left out.",
            valueName: "areas"))
    var areas: String?
    @Option(help: ArgumentHelp("Day the province speaks of; 2025-06-30 if left out.", valueName: "date"))
    var asOf: String?
    @OptionGroup var options: FolderOptions
    @Flag(help: "Answer as JSON.")
    var json = false

    mutating func validate() throws {
        guard (1...50_000_000).contains(people) else { throw ValidationError("--people is a number from 1 to 50,000,000, not \(people)") }
        _ = try day()
        for area in usedAreas where area.count != 6 || !area.allSatisfy({ $0.isASCII && $0.isNumber }) {
            throw ValidationError("--areas has six digits for each area, such as 450000,620000, not '\(area)'")
        }
    }

    private func day() throws -> CalendarDate? {
        guard let asOf else { return nil }
        guard let day = CalendarDate(iso: asOf) else { throw ValidationError("--as-of is a day such as 2025-06-30, not '\(asOf)'") }
        return day
    }

    private var usedAreas: [String] {
        areas.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } ?? SyntheticProvince.Options.knownAreas
    }

    mutating func run(on console: Console) async throws -> ExitStatus {
        let sources = try options.sourcesRoot ?? HomeFolders.find("DataSources", option: "--sources-root")
        let (schemas, found) = SchemaLoader(root: sources).load()
        let mistakes = found.filter { $0.severity == .error }
        guard mistakes.isEmpty else {
            throw CommandFailure(
                code: "mistakes-in-sources", message: mistakes.prefix(20).map(\.description).joined(separator: "\n        "),
                advice: "put the sources right first")
        }
        let output = try OutputFolder(out)
        let progress = ProgressDisplay(on: console, quiet: json && !console.isTerminal)
        let province = SyntheticProvince(
            seed: seed, people: people, options: .init(asOf: try day(), areas: usedAreas, irregularities: clean ? .none : .planted), schemas: schemas)
        let summary = try await province.write(to: output.path) { progress.show("make the province", done: $0.villages, total: $0.allVillages) }
        progress.clear()
        console.write(json ? JSONText.of(Printed(summary)) : text(summary, output))
        return .fine
    }

    private func text(_ summary: SyntheticProvince.Summary, _ output: OutputFolder) -> String {
        """
        \(summary.people.grouped) people in \(summary.households.grouped) households and \(summary.villages.grouped) villages; \
        \(summary.rows.grouped) rows, \(summary.bytes.grouped) bytes, \(summary.planted.grouped) cases planted
        province 合成数据: \(output.path)

        """
    }

    private struct Printed: Encodable {
        var households: Int
        var people: Int
        var villages: Int
        var rows: Int
        var bytes: Int
        var planted: Int

        init(_ summary: SyntheticProvince.Summary) {
            (households, people, villages) = (summary.households, summary.people, summary.villages)
            (rows, bytes, planted) = (summary.rows, summary.bytes, summary.planted)
        }
    }
}
