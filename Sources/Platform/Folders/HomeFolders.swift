import ArgumentParser
import Foundation

/// Where the packs and the data sources lie: as told, or found.
struct FolderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of policy packs; found by itself if left out.", valueName: "dir"))
    var packsRoot: String?

    @Option(help: ArgumentHelp("Folder of data source schemas; found by itself if left out.", valueName: "dir"))
    var sourcesRoot: String?

    /// The folders as told or found.
    func folders() throws -> HomeFolders {
        HomeFolders(
            packs: try packsRoot ?? HomeFolders.find("PolicyPacks", option: "--packs-root"),
            sources: try sourcesRoot ?? HomeFolders.find("DataSources", option: "--sources-root"))
    }
}

/// The two folders every run needs.
struct HomeFolders {
    var packs: String
    var sources: String

    /// The folder of that name in `YOUSHU_HOME`, or in the nearest folder above the working directory, or above the program. Relative
    /// to the working directory where it lies below it, so that messages stay short.
    static func find(_ name: String, option: String, environment: [String: String] = ProcessInfo.processInfo.environment) throws -> String {
        if let home = environment["YOUSHU_HOME"], !home.isEmpty {
            let path = "\(home)/\(name)"
            guard isDirectory(path) else {
                throw CommandFailure(
                    code: "no-home", message: "YOUSHU_HOME has no folder \(name): \(path)", advice: "set it to the folder that holds \(name)")
            }
            return path
        }
        let here = FileManager.default.currentDirectoryPath
        if isDirectory("\(here)/\(name)") { return name }
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        for start in [here, program ?? here] {
            if let found = above(start, name) { return found }
        }
        throw CommandFailure(
            code: "no-home", message: "no folder \(name) was found above the working directory or the program",
            advice: "run in the repository, set YOUSHU_HOME, or give \(option)")
    }

    private static func above(_ start: String, _ name: String) -> String? {
        var place = URL(fileURLWithPath: start).standardizedFileURL
        while place.path != "/" {
            if isDirectory("\(place.path)/\(name)") { return "\(place.path)/\(name)" }
            place.deleteLastPathComponent()
        }
        return nil
    }

    static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
