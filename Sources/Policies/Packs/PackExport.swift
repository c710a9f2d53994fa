import Foundation

/// A version of a pack as one YAML document: each file's path in `PolicyPacks/<pack>/` with its text, as a block that stays readable.
enum PackExport {
    static func text(pack: String, version: Int, files: [String: String]) -> String {
        var text = "# \(pack), version \(version). Each entry is one file of PolicyPacks/\(pack)/.\n"
        for path in files.keys.sorted() {
            text += "\(path): |\n"
            for line in (files[path] ?? "").split(separator: "\n", omittingEmptySubsequences: false) { text += line.isEmpty ? "\n" : "  \(line)\n" }
        }
        return text
    }
}
