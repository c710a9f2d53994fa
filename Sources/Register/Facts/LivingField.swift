import Actions

/// How a household lives and what it lives from: land, house, water, power, road, who leads its work (handbook §1.2, §1.5).
package enum LivingField: Int, FactField {
    case arable, irrigated, forest, returnedForest, orchard, pasture, waterSurface
    case floorArea, structure, storeys, decorated, builtYear, housingGrade, toilet
    case waterSafe, waterDifficult, waterSource, livingPower, productionPower, television, fuel, road, roadDistance
    case cooperative, leadingEnterprise, wealthLeader

    package static let declared: [FieldDeclaration] = [
        .init("arable_land", .hundredths(.mu)),
        .init("irrigated_land", .hundredths(.mu)),
        .init("forest_land", .hundredths(.mu)),
        .init("returned_forest", .hundredths(.mu)),
        .init("orchard", .hundredths(.mu)),
        .init("pasture", .hundredths(.mu)),
        .init("water_surface", .hundredths(.mu)),
        .init("floor_area", .hundredths(.squareMetre)),
        .init("structure", .code("structure")),
        .init("storeys", .integer(0...40)),
        .init("decorated", .flag),
        .init("built_year", .year),
        .init("housing_grade", .code("housing_grade")),
        .init("toilet", .flag),
        .init("water_safe", .flag),
        .init("water_difficult", .flag),
        .init("water_source", .code("water_source")),
        .init("living_power", .flag),
        .init("production_power", .flag),
        .init("television", .flag),
        .init("fuel", .code("fuel")),
        .init("road", .code("road")),
        .init("road_distance", .hundredths(.kilometre)),
        .init("cooperative", .flag),
        .init("leading_enterprise", .flag),
        .init("wealth_leader", .flag),
    ]

    package static let owner: StaticString = "household"
    package static let table = AuditedTable("living_conditions", columns: columns)
}
