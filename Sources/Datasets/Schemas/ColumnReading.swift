import Declarations

/// Reads the list `columns` of a source: types, headers, code lists, lookups from inside and from files beside.
struct ColumnReading {
    let log: DiagnosticLog
    /// The files of `lookups/`, by column.
    let lookups: [String: Node]

    /// Factors a department may write numbers by: 万元 is 10000.
    static let scales: Set<Int> = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]

    func columns(_ reader: MappingReader) -> [SourceSchema.Column] {
        guard let nodes = reader.list("columns") else { return [] }
        if nodes.isEmpty { log.error("no-columns", "a source needs columns", at: reader.position(of: "columns")) }
        var columns: [SourceSchema.Column] = []
        var names: Set<String> = []
        var headers: [String: String] = [:]
        for node in nodes {
            guard let column = column(node) else { continue }
            guard names.insert(column.name).inserted else {
                log.error("doubled-column", "the column '\(column.name)' is declared twice", at: node.position)
                continue
            }
            for header in column.headers {
                let folded = HeaderText(header).whole
                if let other = headers.updateValue(column.name, forKey: folded), other != column.name {
                    log.error("doubled-header", "the header '\(header)' belongs to '\(other)' and to '\(column.name)'", at: node.position)
                }
            }
            columns.append(column)
        }
        for (name, node) in lookups.sorted(by: { $0.key < $1.key }) where !columns.contains(where: { $0.name == name && $0.kind == .code }) {
            log.error(
                "unknown-column", "no column '\(name)' of type code", at: node.position,
                suggestion: nearest(name, among: columns.filter { $0.kind == .code }.map(\.name)))
        }
        return columns
    }

    private func column(_ node: Node) -> SourceSchema.Column? {
        guard let reader = MappingReader(node, what: "a column", log) else { return nil }
        let name = reader.text("name")
        let kind: SourceSchema.Column.Kind? = reader.choice("type")
        let title = reader.optionalBilingual("title").map { SourceSchema.Title(zh: $0.zh, en: $0.en) }
        let titles = reader.optionalTexts("titles") ?? []
        let required = reader.optionalBool("required") ?? false
        let codes = codes(reader, kind: kind)
        let lookups = name.map { self.lookups(of: $0, codes: codes, kind: kind, reader) } ?? [:]
        let english = english(reader, codes)
        let scale = scale(reader, kind: kind)
        let shown = shown(reader, kind: kind)
        reader.finish()
        guard let name, let kind else { return nil }
        guard SchemaNames.isName(name), !SchemaNames.reserved.contains(name) else {
            log.error(
                "bad-name", "a column's name is lower snake case and no word of the policy language, not '\(name)'", at: reader.position(of: "name"))
            return nil
        }
        if kind == .ignored, required {
            log.error("needless-required", "a column that is not kept cannot be required", at: reader.position(of: "required"))
        }
        if kind != .ignored, title == nil { log.error("missing-key", "a column that is kept needs 'title'", at: reader.position) }
        let headers = ([name] + titles).reduce(into: [String]()) { kept, header in
            if !kept.contains(header) { kept.append(header) }
        }
        return SourceSchema.Column(
            name: name, kind: kind, title: title ?? SourceSchema.Title(zh: name, en: name), headers: headers, required: required, codes: codes,
            english: english, lookups: lookups, scale: Int64(scale), shown: shown)
    }

    /// The codes in English, one for each.
    private func english(_ reader: MappingReader, _ codes: [String]) -> [String] {
        let english = reader.optionalTexts("english") ?? []
        guard !english.isEmpty || reader.has("english") else { return [] }
        if english.count != codes.count {
            log.error("english-count", "there are \(codes.count) codes and \(english.count) English words", at: reader.position(of: "english"))
        }
        if Set(english).count < english.count { log.error("doubled-english", "two codes have one English word", at: reader.position(of: "english")) }
        return english
    }

    private func shown(_ reader: MappingReader, kind: SourceSchema.Column.Kind?) -> SourceSchema.Column.Shown? {
        guard let shown: SourceSchema.Column.Shown = reader.optionalChoice("shown") else { return nil }
        if let kind, ![.text, .word, .int].contains(kind) {
            log.error("needless-shown", "a column of type \(kind.rawValue) is shown by its type", at: reader.position(of: "shown"))
        }
        return shown
    }

    private func codes(_ reader: MappingReader, kind: SourceSchema.Column.Kind?) -> [String] {
        let codes = reader.optionalTexts("codes") ?? []
        guard let kind else { return codes }
        if kind != .code, reader.has("codes") {
            log.error("needless-codes", "only a column of type code has 'codes'", at: reader.position(of: "codes"), suggestion: "type: code")
        }
        if kind == .code, codes.isEmpty {
            log.error("missing-codes", "a column of type code needs the list of its 'codes'", at: reader.position)
        }
        if Set(codes).count < codes.count { log.error("doubled-code", "a code is listed twice", at: reader.position(of: "codes")) }
        // A place in the list is held in 16 bits.
        if codes.count > 65_535 { log.error("too-many-codes", "a code list has at most 65,535 codes", at: reader.position(of: "codes")) }
        if codes.contains("") { log.error("bad-code", "an empty cell is an absent value, not a code", at: reader.position(of: "codes")) }
        return codes
    }

    private func lookups(
        of name: String, codes: [String], kind: SourceSchema.Column.Kind?, _ reader: MappingReader
    ) -> [String: String] {
        var found: [String: String] = [:]
        for node in [reader.optionalNode("lookups"), lookups[name]].compactMap(\.self) {
            if let kind, kind != .code {
                log.error("needless-lookups", "only a column of type code has lookups", at: node.position)
                continue
            }
            guard let list = MappingReader(node, what: "lookups", log) else { continue }
            for entry in list.allEntries() {
                guard let code = entry.value.text("the code of '\(entry.key)'", log) else { continue }
                if !codes.contains(code) {
                    log.error(
                        "unknown-code", "'\(entry.key)' leads to '\(code)', which is not in the list of codes", at: entry.value.position,
                        suggestion: nearest(code, among: codes))
                }
                if codes.contains(entry.key), entry.key != code {
                    log.error("lookup-of-code", "'\(entry.key)' is itself a code and cannot stand for '\(code)'", at: entry.keyPosition)
                }
                if let other = found.updateValue(code, forKey: entry.key), other != code {
                    log.error("doubled-lookup", "'\(entry.key)' leads to '\(other)' and to '\(code)'", at: entry.keyPosition)
                }
            }
        }
        return found
    }

    private func scale(_ reader: MappingReader, kind: SourceSchema.Column.Kind?) -> Int {
        guard let scale = reader.optionalInt("scale") else { return 1 }
        if !Self.scales.contains(scale) {
            log.error("bad-scale", "'scale' is a power of ten up to 100000000, not \(scale)", at: reader.position(of: "scale"))
            return 1
        }
        if let kind, ![.int, .money, .m2, .mu, .km, .decimal].contains(kind) {
            log.error("needless-scale", "a column of type \(kind.rawValue) has no scale", at: reader.position(of: "scale"))
        }
        return scale
    }
}
