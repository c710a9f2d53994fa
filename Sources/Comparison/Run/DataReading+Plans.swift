import Datasets

/// Which columns a run reads of files.
extension DataReading {
    func wanted(_ schema: SourceSchema) -> [Bool] { needs.columns(of: schema) }

    /// What is kept is kept whole, so that other packs can use it.
    func wantedToRead(_ schema: SourceSchema) -> [Bool] {
        options.keep == nil ? wanted(schema) : schema.columns.map { $0.kind != .ignored }
    }

    func registerPlan(_ found: (schema: SourceSchema, paths: [String])) -> ReadingPlan {
        ReadingPlan(schema: found.schema, paths: found.paths, wanted: wantedToRead(found.schema), matcher: EveryRow(), withLines: true)
    }
}
