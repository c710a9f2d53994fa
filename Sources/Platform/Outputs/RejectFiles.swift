import Comparison
import Datasets

/// `rejects/<source>.csv`: every row that was not accepted, so that the department can put it right. Values are masked already.
struct RejectFiles {
    let result: ComparisonResult
    let dataFolder: String

    /// Writes one file for each source that has rejected rows; the sources' names.
    @discardableResult
    func write(to folder: OutputFolder) throws -> [String] {
        var places: [String: [Int]] = [:]
        for (place, file) in result.files.enumerated() where place < result.rejects.count && !result.rejects[place].isEmpty {
            places[file.source, default: []].append(place)
        }
        for (source, files) in places.sorted(by: { $0.key < $1.key }) {
            let sink = try ByteSink(path: folder.file("\(source).csv"))
            sink.append("file,line,column,value,reason,advice\n")
            for place in files {
                let name = CSVField.bytes(RelativePath.of(result.files[place].path, in: dataFolder))
                for reject in result.rejects[place] { append(reject, name, to: sink) }
            }
            try sink.close()
        }
        return places.keys.sorted()
    }

    private func append(_ reject: Reject, _ name: [UInt8], to sink: ByteSink) {
        sink.append(name)
        sink.appendField(Int64(reject.line))
        sink.appendField(reject.column)
        sink.appendField(reject.value)
        sink.appendField(reject.reason)
        sink.appendField(reject.detail)
        sink.append(byte: 0x0A)
    }
}

/// A path as it is told in outputs: from the data folder on.
enum RelativePath {
    static func of(_ path: String, in folder: String) -> String {
        let start = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(start) ? String(path.dropFirst(start.count)) : path
    }
}
