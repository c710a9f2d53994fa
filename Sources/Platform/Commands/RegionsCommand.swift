import Access
import Actions
import ArgumentParser
import Basics
import Logging
import Regions

/// `youshu regions`.
struct RegionsCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "regions",
        abstract: "Loads the list of regions as the statistics office publishes it. 载入区划代码。",
        discussion: """
            A text file in UTF-8: a line of titles, then a code of 2 to 12 digits and a name on each line, with a comma between them. New codes are added, \
            changed names hold from the day given; codes that the list lacks stay as they are. The server must not be running on the same files.

            EXAMPLE
              youshu regions 区划代码.csv --from 2026-01-01 --data out/data
            """)

    @Argument(help: ArgumentHelp("The list.", valueName: "file"))
    var file: String
    @Option(help: ArgumentHelp("The day from which the list holds; today when left out.", valueName: "yyyy-MM-dd"))
    var from: String?
    @OptionGroup var installation: InstallationOptions

    mutating func run(on console: Console) async throws -> ExitStatus {
        let rows = try RegionListFile.read(file)
        guard let top = rows.compactMap({ RegionCode(number: $0.code) }).min(by: { $0.level < $1.level }) else {
            throw CommandFailure(code: "no-regions", message: "\(file) has no region", advice: "give a list with a code and a name on each line")
        }
        var day = CalendarDate.today
        if let from {
            guard let given = CalendarDate(iso: from) else {
                throw CommandFailure(code: "bad-day", message: "\(from) is no day", advice: "write it as 2026-01-01")
            }
            day = given
        }
        let opened = try await Installation.open(installation.places(), migrating: true, log: Logger(label: "youshu"))
        do {
            let done = try await opened.desk.perform(
                ImportRegions(rows: rows, validFrom: day), as: .console(of: top, may: [.regionChange]), request: .init(id: "regions"))
            console.write("\(done.outcome.added) new, \(done.outcome.renamed) renamed, \(done.outcome.unchanged) as before\n")
        } catch {
            try? await opened.close()
            throw error
        }
        try await opened.close()
        return .fine
    }
}
