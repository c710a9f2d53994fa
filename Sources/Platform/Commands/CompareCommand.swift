import ArgumentParser
import Basics
import Comparison
import Datasets
import Foundation
import PolicyLanguage

/// `youshu compare`: the main job.
struct CompareCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Evaluates policy packs over everybody and writes clues with their evidence. 比对：生成线索、清单和报告。",
        discussion: """
            Reads the files a folder holds (and the folders in it), whatever their names' endings, encodings, delimiters and column orders: \
            DataSources says by which names a source's files are known. Writes into the output folder:

              report.html            for people: by rule, by county, data quality, parameters, what was not done
              clues.csv              every clue, sorted; evidence in fen, hundredths, yyyymmdd
              counties.csv           clues by county and rule
              counties/<code>.xlsx   one list for each county, ready to hand over, with room for the findings; province.xlsx for the rest
              rejects/<source>.csv   rows that were not accepted: file, line, column, reason, what to do
              run.json               figures, versions, parameters, timings
              whatif.csv             with --set: what would change

            Names and ID numbers are masked unless --reveal is given. Files can be read by their owner only. The output is the same, byte \
            for byte, for any number of threads (the timings in run.json apart).

            EXAMPLES
              youshu compare --data out/province --out out/report
              youshu compare --data files --out out --pack PolicyPacks/national --as-of 2025-06-30
              youshu compare --data files --out out --set vehicle_price_limit=80000
              youshu compare --data files --out out --keep kept        a second run reads only what changed

            Exit code 3 if a source's own assertions stop the run.
            """)

    @Option(help: ArgumentHelp("Folder with the files to compare.", valueName: "dir"))
    var data: String
    @Option(help: ArgumentHelp("Folder to write to; made if need be.", valueName: "dir"))
    var out: String
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Packs, by path or by name below the packs root; all but the benchmark if left out.", valueName: "pack"))
    var pack: [String] = []
    @Option(help: ArgumentHelp("The day the law is taken of, yyyy-MM-dd; of province.yaml or today if left out.", valueName: "date"))
    var asOf: String?
    @Option(help: ArgumentHelp("Threads; as many as the machine has if left out.", valueName: "n"))
    var threads: Int?
    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A parameter's value for a what-if: what would change. May be repeated.", valueName: "name=value"))
    var settings: [String] = []
    @Option(help: ArgumentHelp("Folder for parsed deliveries, so that unchanged files are not parsed again.", valueName: "dir"))
    var keep: String?
    @Flag(help: "Write names and ID numbers in clear.")
    var reveal = false
    @Flag(help: "Leave out the counties' workbooks.")
    var noWorkbooks = false
    @OptionGroup var options: FolderOptions
    @Flag(help: "Print run.json instead of the table.")
    var json = false

    mutating func validate() throws {
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is a number from 1 to 256, not \(threads)") }
        if let asOf, CalendarDate(iso: asOf) == nil { throw ValidationError("--as-of is a day such as 2025-06-30, not '\(asOf)'") }
    }

    mutating func run(on console: Console) async throws -> ExitStatus {
        let started = ContinuousClock().now
        let folder = try DataFolder(data)
        let shelf = try PackShelf.load(pack, folders: try options.folders())
        let province = try ProvinceFile.read(beside: folder.path)
        let output = try OutputFolder(out)
        let progress = ProgressDisplay(on: console, quiet: json && !console.isTerminal)
        let runOptions = ComparisonOptions(
            dataFolder: folder.path, schemas: shelf.schemas, packs: shelf.packs,
            asOf: asOf.flatMap { CalendarDate(iso: $0) } ?? province.asOf ?? .today,
            threads: usedThreads, standsFor: province.standsFor, settings: try parameterValues(shelf.packs), keep: keep)
        let facts = try compared(runOptions, in: folder, shelf, province, progress)
        let outputs = ComparisonOutputs(
            folder: output, person: MaskedPerson(revealed: reveal), threads: usedThreads, withWorkbooks: !noWorkbooks, progress: progress)
        let record = try outputs.write(facts)
        progress.clear()
        if json {
            console.write(JSONText.of(record))
        } else {
            console.write(RunSummary(facts: facts, output: output, seconds: (ContinuousClock().now - started).seconds).text)
        }
        return .fine
    }

    private func parameterValues(_ packs: [PolicyPack]) throws -> [String: ParameterValue] {
        do throws(ParameterSettings.Mistake) { return try ParameterSettings(settings, packs: packs).values } catch {
            throw CommandFailure(code: "bad-setting", message: error.description)
        }
    }

    private var usedThreads: Int { threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }

    private func compared(
        _ options: ComparisonOptions, in folder: DataFolder, _ shelf: PackShelf, _ province: ProvinceFile, _ progress: ProgressDisplay
    ) throws -> RunFacts {
        let run = ComparisonRun(options) { progress.show($0.phase, done: $0.done, total: $0.total) }
        defer { progress.clear() }
        let result = try run.run()
        var whatIf: WhatIf?
        if !settings.isEmpty, let changed = run.whatIf() {
            whatIf = WhatIf(settings: settings, rules: result.rules, before: result.clues, after: changed.clues)
        }
        let unknown = try SourceFiles.find(in: folder.path, schemas: options.schemas).unknown
        return RunFacts(
            result: result, shelf: shelf, province: province, dataFolder: folder.path,
            unknownFiles: unknown.map { RelativePath.of($0, in: folder.path) }, whatIf: whatIf)
    }
}

/// The folder with the files. `synth` puts them in `received/` beside what is not to be compared.
struct DataFolder {
    /// Absolute, without a slash at the end.
    let path: String

    init(_ given: String) throws {
        guard HomeFolders.isDirectory(given) else {
            throw CommandFailure(code: "no-data", message: "there is no folder \(given)", advice: "give the folder that holds the departments' files")
        }
        let whole = URL(fileURLWithPath: given).standardizedFileURL.path
        let isProvince = FileManager.default.fileExists(atPath: "\(whole)/\(ProvinceFile.fileName)") && HomeFolders.isDirectory("\(whole)/received")
        path = isProvince ? "\(whole)/received" : whole
    }
}
