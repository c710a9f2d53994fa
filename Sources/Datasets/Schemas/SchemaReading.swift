import Declarations

/// Reads one `source.yaml`: its own keys, then its columns, then what holds between them.
struct SchemaReading {
    let folder: String
    let log: DiagnosticLog

    /// How often a department may send its file.
    static let frequencies = ["daily", "weekly", "monthly", "quarterly", "yearly", "once"]

    /// Nil after reporting why.
    func schema(_ node: Node, lookups: [String: Node]) -> SourceSchema? {
        guard let reader = MappingReader(node, what: "a data source", log) else { return nil }
        let name = name(reader)
        let (title, publisher) = (self.title(reader, "title"), self.title(reader, "publisher"))
        let department = department(reader)
        let number = reader.optionalInt("number", in: 1...23)
        let legalBasis = self.title(reader, "legal_basis")
        let frequency = frequency(reader)
        let role: SourceSchema.Role? = reader.choice("role")
        let files = files(reader)
        let anchor: SourceSchema.Anchor? = reader.choice("anchor")
        let columns = ColumnReading(log: log, lookups: lookups).columns(reader)
        let key = key(reader, anchor: anchor, columns: columns)
        let assertions = assertions(reader, columns: columns)
        reader.finish()
        guard let name, let title, let publisher, let department, let legalBasis, let frequency, let role, let anchor else { return nil }
        let schema = SourceSchema(
            name: name, title: title, publisher: publisher, department: department, number: number, legalBasis: legalBasis,
            frequency: frequency, role: role, files: files, anchor: anchor, key: key, columns: columns, assertions: assertions, folder: folder)
        RegisterShape(log: log).check(schema, reader)
        return schema
    }

    /// The dataset's name, which the folder repeats with hyphens.
    private func name(_ reader: MappingReader) -> String? {
        guard let name = reader.text("name") else { return nil }
        guard SchemaNames.isName(name) else {
            log.error("bad-name", "a dataset's name is lower snake case, not '\(name)'", at: reader.position(of: "name"))
            return nil
        }
        let wanted = folder.split(separator: "/").last.map { String($0).replacing("-", with: "_") } ?? name
        if name != wanted {
            log.error("name-differs", "the folder of '\(name)' is '\(folder)'", at: reader.position(of: "name"), suggestion: wanted)
        }
        return name
    }

    private func department(_ reader: MappingReader) -> String? {
        guard let department = reader.text("department") else { return nil }
        let wanted = folder.split(separator: "/").first.map(String.init) ?? department
        if department != wanted {
            log.error("department-differs", "the source stands in the folder '\(wanted)'", at: reader.position(of: "department"), suggestion: wanted)
        }
        return department
    }

    private func title(_ reader: MappingReader, _ key: String) -> SourceSchema.Title? {
        reader.bilingual(key).map { SourceSchema.Title(zh: $0.zh, en: $0.en) }
    }

    private func frequency(_ reader: MappingReader) -> String? {
        guard let frequency = reader.text("frequency") else { return nil }
        if !Self.frequencies.contains(frequency) {
            log.error(
                "unknown-choice", "'frequency' must be one of \(Self.frequencies.joined(separator: ", ")), not '\(frequency)'",
                at: reader.position(of: "frequency"), suggestion: nearest(frequency, among: Self.frequencies))
        }
        return frequency
    }

    private func files(_ reader: MappingReader) -> [String] {
        guard let files = reader.texts("files") else { return [] }
        if files.isEmpty { log.error("no-files", "a source needs the names its files have", at: reader.position(of: "files")) }
        var seen: Set<String> = []
        for name in files {
            if name.isEmpty { log.error("bad-name", "a file's name may not be empty", at: reader.position(of: "files")) }
            if !seen.insert(SourceFiles.folded(name)).inserted {
                log.error("doubled-file", "the file name '\(name)' is given twice", at: reader.position(of: "files"))
            }
        }
        return files
    }

    /// The key's place among the columns; its type has to suit the anchor.
    private func key(_ reader: MappingReader, anchor: SourceSchema.Anchor?, columns: [SourceSchema.Column]) -> Int? {
        let name = reader.optionalText("key")
        guard let anchor else { return nil }
        guard let wanted = anchor.keyKind else {
            if name != nil { log.error("needless-key", "rows that are matched to nobody have no key", at: reader.position(of: "key")) }
            return nil
        }
        guard let name else {
            log.error("missing-key", "rows matched to a \(anchor.rawValue) need 'key'", at: reader.position)
            return nil
        }
        guard let index = columns.firstIndex(where: { $0.name == name }) else {
            log.error(
                "unknown-column", "the key '\(name)' is not a column", at: reader.position(of: "key"),
                suggestion: nearest(name, among: columns.map(\.name)))
            return nil
        }
        if columns[index].kind != wanted {
            log.error(
                "wrong-type", "the key of rows matched to a \(anchor.rawValue) is of type \(wanted.rawValue), not \(columns[index].kind.rawValue)",
                at: reader.position(of: "key"))
        }
        if !columns[index].required {
            log.error("optional-key", "the key '\(name)' must be required: a row without it is nobody's", at: reader.position(of: "key"))
        }
        return index
    }

    private func assertions(_ reader: MappingReader, columns: [SourceSchema.Column]) -> SourceSchema.Assertions {
        var assertions = SourceSchema.Assertions()
        guard let block = reader.optionalMapping("assertions") else { return assertions }
        if let rows = block.optionalMapping("rows") {
            assertions.minimumRows = rows.int("min", in: 0 ... .max)
            rows.finish()
        }
        if let rejected = block.optionalMapping("rejected_percent") {
            assertions.maximumRejectedPercent = rejected.node("max").flatMap { percent($0, "'max'") }
            rejected.finish()
        }
        if let filled = block.optionalMapping("filled") {
            for entry in filled.allEntries() {
                guard columns.contains(where: { $0.name == entry.key && $0.kind != .ignored }) else {
                    log.error(
                        "unknown-column", "'\(entry.key)' is not a column that is kept", at: entry.keyPosition,
                        suggestion: nearest(entry.key, among: columns.map(\.name)))
                    continue
                }
                assertions.filled[entry.key] = percent(entry.value, "'\(entry.key)'")
            }
        }
        block.finish()
        return assertions
    }

    private func percent(_ node: Node, _ what: String) -> Double? {
        guard let text = node.text, let value = Double(text), value.isFinite else {
            log.error("wrong-kind", "\(what) must be a percentage, not \(node.kind)", at: node.position)
            return nil
        }
        guard (0...100).contains(value) else {
            log.error("out-of-range", "\(what) must be between 0 and 100, not \(text)", at: node.position)
            return nil
        }
        return value
    }
}

extension SourceSchema.Anchor {
    /// The type of the column that says whose row it is.
    var keyKind: SourceSchema.Column.Kind? {
        switch self {
        case .person: .personID
        case .household: .int
        case .village: .region
        case .none: nil
        }
    }
}
