import Declarations

/// What must hold between sources that are used together: each name of a dataset, of a file and of a list of rows means one thing.
struct SchemaCrossChecks {
    /// Where each source's file begins, by folder.
    typealias Places = [String: Position]

    let schemas: [SourceSchema]
    let places: Places
    let log: DiagnosticLog

    func run() {
        unique(\.name, called: "dataset", code: "doubled-dataset")
        onePerRole()
        fileNames()
        lists()
    }

    private func place(_ schema: SourceSchema) -> Position {
        places[schema.folder] ?? Position(file: "\(schema.folder)/source.yaml", line: 1)
    }

    private func unique(_ name: KeyPath<SourceSchema, String>, called what: String, code: String) {
        var owners: [String: String] = [:]
        for schema in schemas {
            if let other = owners.updateValue(schema.folder, forKey: schema[keyPath: name]) {
                log.error(code, "the \(what) '\(schema[keyPath: name])' is also that of \(other)", at: place(schema))
            }
        }
    }

    private func onePerRole() {
        for role in SourceSchema.Role.allCases where role != .department {
            for schema in schemas.filter({ $0.role == role }).dropFirst() {
                log.error("doubled-role", "there is another source of role \(role.rawValue)", at: place(schema))
            }
        }
    }

    private func fileNames() {
        var owners: [String: String] = [:]
        for schema in schemas {
            for file in schema.files {
                if let other = owners.updateValue(schema.folder, forKey: SourceFiles.folded(file)), other != schema.folder {
                    log.error("doubled-file", "the file name '\(file)' is also that of \(other)", at: place(schema))
                }
            }
        }
    }

    /// A person has columns and a list of rows for every dataset matched by person; a household both kinds, a village all three.
    private func lists() {
        for record in schemas where record.role != .department {
            let names = Set(record.columns.map(\.name))
            for dataset in schemas where dataset.role == .department && names.contains(dataset.name) && hangs(dataset.anchor, at: record.role) {
                log.error(
                    "name-taken", "the dataset '\(dataset.name)' has the name of a column of the register's \(record.role.rawValue)",
                    at: place(dataset))
            }
        }
    }

    private func hangs(_ anchor: SourceSchema.Anchor, at role: SourceSchema.Role) -> Bool {
        switch (role, anchor) {
        case (_, .none), (.department, _), (.persons, .household), (.persons, .village), (.households, .village): false
        default: true
        }
    }
}
