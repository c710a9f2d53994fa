import Actions

extension Permission {
    /// Taking over the outlines of regions.
    package static let mapChange = Permission("map.change")
}

extension AuditedTable {
    /// All of the room.
    package static let dashboards: [AuditedTable] = [.mapImports, .mapShapes, .mapRejects]
    static let mapImports = AuditedTable(
        "map_imports", columns: ["id", "region", "file_name", "features", "drawn", "unchanged", "imported_ms", "account"])
    static let mapShapes = AuditedTable("map_shapes", columns: ["id", "points", "outline", "map_import"])
    static let mapRejects = AuditedTable("map_rejects", columns: ["id", "map_import", "feature", "code", "reason", "detail"])
}
