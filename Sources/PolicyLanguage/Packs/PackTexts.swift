import Foundation

/// A whole pack as its texts, so that it can be kept and handed on as one thing: what `PolicyPacks/<id>/` holds, by path in that folder.
package struct PackTexts: Sendable, Codable, Hashable {
    /// The folder below `PolicyPacks/`, such as `hebei/entry-bars-2018`.
    package var id: String
    /// `pack.yaml`, `parameters/monitoring-line.yaml`, `rules/…`, `codes/…`.
    package var files: [String: String]

    package init(id: String, files: [String: String]) { (self.id, self.files) = (id, files) }

    /// All packs below a folder, in order of name.
    package static func all(below root: String) throws -> [PackTexts] {
        try PackLoader.folders(below: root).map { folder in
            let files = [folder.packFile] + PackFolder.parts.flatMap(folder.files)
            let texts = try files.map { file in
                (String(file.path.dropFirst(folder.path.count + 1)), try String(contentsOfFile: file.path, encoding: .utf8))
            }
            return PackTexts(id: folder.id, files: Dictionary(texts) { first, _ in first })
        }
    }

    /// Where a parameter's file stands.
    package static func path(ofParameter name: String) -> String { "parameters/\(name.replacing("_", with: "-")).yaml" }
}
