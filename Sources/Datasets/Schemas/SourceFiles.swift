import Basics
import Foundation

/// Which files of a delivery directory belong to which source, by their names.
package struct SourceFiles {
    /// A source with its files, sorted by path. A source without files is not listed.
    package var found: [(schema: SourceSchema, paths: [String])]
    /// Files no source knows, sorted.
    package var unknown: [String]
    /// Files of a known name with nothing in them, sorted.
    package var empty: [String]

    /// Extensions of files that can hold rows; a file without one can too.
    static let extensions: Set<String> = ["csv", "txt", "tsv", "xlsx", "dat"]

    /// Looks through a directory and the directories directly in it. Hidden files, spreadsheet lock files (`~$…`) and links that lead
    /// nowhere are passed over. The longest file name that fits decides, so 车辆信息_注销 may belong to another source than 车辆信息.
    package static func find(in directory: String, schemas: [SourceSchema]) throws(Problem) -> SourceFiles {
        let names = schemas.enumerated().flatMap { index, schema in schema.files.map { (name: folded($0), schema: index) } }
            .sorted { ($0.name.utf8.count, $1.name) > ($1.name.utf8.count, $0.name) }
        var paths: [Int: [String]] = [:]
        var result = SourceFiles(found: [], unknown: [], empty: [])
        for (path, size) in try files(in: directory) {
            let name = (path as NSString).lastPathComponent
            guard let stem = stem(name), let match = names.first(where: { fits(stem, $0.name) }) else {
                result.unknown.append(path)
                continue
            }
            if size == 0 {
                result.empty.append(path)
            } else {
                paths[match.schema, default: []].append(path)
            }
        }
        result.found = schemas.indices.compactMap { index in paths[index].map { (schemas[index], $0.sorted()) } }
        result.unknown.sort()
        result.empty.sort()
        return result
    }

    /// The source whose files go by a name, nil if none does.
    package static func source(ofFileNamed name: String, among schemas: [SourceSchema]) -> SourceSchema? {
        guard let stem = stem(name) else { return nil }
        let fitting = schemas.flatMap { schema in schema.files.map { (name: folded($0), schema: schema) } }.filter { fits(stem, $0.name) }
        return fitting.max { ($0.name.utf8.count, $0.name) < ($1.name.utf8.count, $1.name) }?.schema
    }

    /// A name as it is compared: composed, and letters lower.
    static func folded(_ name: String) -> String { name.precomposed.lowercased() }

    /// Whether a file's name is a source's name, or that followed by a sign that ends a word and anything.
    static func fits(_ stem: String, _ name: String) -> Bool {
        guard stem.utf8.starts(with: name.utf8) else { return false }
        guard let next = stem.unicodeScalars.dropFirst(name.unicodeScalars.count).first else { return true }
        return switch next {
        case "_", "-", " ", "\u{3000}", "\u{A0}", "(", "[", "（", "【", "〔", "［", "－", "＿", "—", "–", "0"..."9", "０"..."９": true
        default: false
        }
    }

    /// The name without its extension, folded; nil if the extension is that of something else than rows.
    private static func stem(_ name: String) -> String? {
        let folded = folded(name)
        guard let dot = folded.lastIndex(of: "."), dot > folded.startIndex else { return folded }
        let ending = folded[folded.index(after: dot)...]
        if extensions.contains(String(ending)) { return String(folded[..<dot]) }
        // `车辆信息2025.06` has no extension: a dot inside a date.
        return ending.allSatisfy(\.isNumber) ? folded : nil
    }

    /// Regular files with their sizes, in no order.
    private static func files(in directory: String) throws(Problem) -> [(path: String, size: Int)] {
        let manager = FileManager.default
        let names: [String]
        do {
            names = try manager.contentsOfDirectory(atPath: directory)
        } catch {
            throw Problem(
                "directory-unreadable", what: .init(zh: "无法读取数据目录", en: "the directory of deliveries cannot be read"),
                why: .init(zh: "目录不存在或没有权限", en: "it does not exist or may not be read"),
                remedy: .init(zh: "检查路径和权限", en: "check its path and permissions"), at: directory)
        }
        var files: [(path: String, size: Int)] = []
        func look(_ path: String, _ name: String, deeper: Bool) {
            if name.hasPrefix(".") || name.hasPrefix("~$") { return }
            // Sizes and kinds are those of what a link leads to.
            var status = stat()
            guard stat(path, &status) == 0 else { return }
            if status.st_mode & S_IFMT == S_IFREG {
                files.append((path, Int(status.st_size)))
            } else if status.st_mode & S_IFMT == S_IFDIR, deeper {
                for inner in (try? manager.contentsOfDirectory(atPath: path)) ?? [] { look("\(path)/\(inner)", inner, deeper: false) }
            }
        }
        for name in names { look("\(directory)/\(name)", name, deeper: true) }
        return files
    }
}
