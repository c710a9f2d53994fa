import ArgumentParser
import Foundation
import Storage

/// Where an installation keeps what it knows. All of it lies in one folder unless told otherwise; keys and checkpoints are better elsewhere.
struct InstallationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the installation: database, received files, keys, checkpoints.", valueName: "dir"))
    var data = "data"

    @Option(
        help: ArgumentHelp(
            "Another database: a path, or postgres://user@host/name. The file youshu.sqlite in the folder if left out.", valueName: "place"))
    var database: String?

    @Option(help: ArgumentHelp("Folder of the secret keys, best on another disk than the database.", valueName: "dir"))
    var keys: String?

    @Option(help: ArgumentHelp("Folder the log's signed checkpoints are written to, best on another machine's disk.", valueName: "dir"))
    var checkpoints: String?

    @Option(
        help: ArgumentHelp("Folder of backups: the database's log is archived there as it grows. None are made if left out.", valueName: "dir"))
    var backups: String?

    @Option(help: ArgumentHelp("Folder of data source schemas; found by itself if left out.", valueName: "dir"))
    var sourcesRoot: String?

    @Option(help: ArgumentHelp("Folder of policy packs that can be installed; found by itself if left out.", valueName: "dir"))
    var packsRoot: String?

    @Option(help: ArgumentHelp("Folder of stylesheets, scripts and icons; found by itself if left out.", valueName: "dir"))
    var publicRoot: String?

    func places() throws -> InstallationPlaces {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return InstallationPlaces(
            database: try DatabasePlace(parsing: database ?? "\(data)/youshu.sqlite"), keys: keys ?? "\(data)/keys",
            checkpoints: checkpoints ?? "\(data)/checkpoints", blobs: "\(data)/blobs", backups: backups,
            sources: try sourcesRoot ?? HomeFolders.find("DataSources", option: "--sources-root"),
            packs: try packsRoot ?? HomeFolders.find("PolicyPacks", option: "--packs-root"),
            publicFolder: try publicRoot ?? HomeFolders.find("Public", option: "--public-root"))
    }
}

/// The same, known.
struct InstallationPlaces: Sendable {
    var database: DatabasePlace
    var keys: String
    var checkpoints: String
    var blobs: String
    var backups: String?
    var sources: String
    var packs: String
    var publicFolder: String
}
