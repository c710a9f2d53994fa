import Datasets
import Declarations
import Foundation

/// Which source a file to be inspected belongs to.
enum InspectedSource {
    /// The named source, or the one whose file names fit; nil if none does. Without data sources at hand a file can still be inspected.
    static func find(file: String, named name: String?, options: FolderOptions) throws -> SourceSchema? {
        guard let name else {
            guard let root = try? options.sourcesRoot ?? HomeFolders.find("DataSources", option: "--sources-root") else { return nil }
            return fitting(file, SchemaLoader(root: root).load().schemas)
        }
        let root = try options.sourcesRoot ?? HomeFolders.find("DataSources", option: "--sources-root")
        let own = SchemaLoader(root: root).load().schemas
        let all = own + (HomeFolders.isDirectory("\(root)/benchmark") ? SchemaLoader(root: root).load(folders: ["benchmark"]).schemas : [])
        if let found = all.first(where: { $0.name == name || $0.folder == name }) { return found }
        throw CommandFailure(
            code: "unknown-source", message: "there is no data source '\(name)'",
            advice: nearest(name, among: all.map(\.name)).map { "did you mean \($0)?" } ?? "the folders below \(root) name them")
    }

    private static func fitting(_ file: String, _ schemas: [SourceSchema]) -> SourceSchema? {
        SourceFiles.source(ofFileNamed: (file as NSString).lastPathComponent, among: schemas)
    }
}
