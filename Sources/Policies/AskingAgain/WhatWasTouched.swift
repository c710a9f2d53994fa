import Actions
import Basics
import Comparison
import Datasets
import Imports
import Storage

/// Finds out what changes have touched: reads the rows that came and went, and looks up whom they speak of.
struct WhatWasTouched: Sendable {
    let reading: RegisterReading
    let rows: OwnedRows
    let asOf: CalendarDate

    func find(_ changes: Changes) async throws -> Touched {
        let (desk, actor, region) = (reading.desk, reading.actor, reading.actor.scope.region)
        var touched = Touched()
        touched.households = changes.households
        touched.before = changes.before
        touched.now = try await desk.ask(DeliveriesForComparison(region: region, day: asOf), as: actor)
        touched.earlier = touched.now
        if !changes.deliveries.isEmpty {
            let decided = try await desk.ask(FindDecided(deliveries: changes.deliveries), as: actor)
            touched.earlier = try await desk.ask(DeliveriesForComparison(region: region, day: asOf, before: decided), as: actor)
            for schema in reading.schemas { try addRows(of: schema, to: &touched) }
        }
        try await addPeople(changes, to: &touched)
        touched.households.formUnion(
            try await desk.ask(FindHouseholds(people: touched.people, numbers: touched.numbers), as: actor))
        if !touched.villages.isEmpty { try await addVillagers(to: &touched) }
        return touched
    }

    /// The rows of files that are in use now and were not before, and the other way about.
    private func addRows(of schema: SourceSchema, to touched: inout Touched) throws {
        let (now, earlier) = (DeliveryPiece.of(touched.now[schema.name] ?? []), DeliveryPiece.of(touched.earlier[schema.name] ?? []))
        let moved = Set(now).symmetricDifference(earlier)
        guard !moved.isEmpty else { return }
        touched.files[schema.name] = Set(moved.map(\.id))
        let files = Dictionary(moved.map { ($0.id, $0) }) { first, _ in first }.values
        guard files.reduce(0, { $0 + $1.rows }) <= Touched.mostRows else {
            touched.tooMany.insert(schema.name)
            return
        }
        for file in files {
            let all = try rows.all(in: file.parsed, reading.blobs, schema: schema)
            touched.rows[schema.name, default: []].append(all)
            let owners = all.owners
            touched.people.formUnion(owners.people)
            touched.numbers.formUnion(owners.households)
            if schema.anchor == .village || schema.role == .villages { touched.villages.formUnion(all.villages) }
        }
    }

    /// The numbers of the people of households that were changed: whoever came has rows now, whose own they are; whoever left has them no longer.
    private func addPeople(_ changes: Changes, to touched: inout Touched) async throws {
        guard !changes.households.isEmpty else { return }
        let (persons, homes) = try reading.declarations
        func key(_ schema: SourceSchema) -> [Bool] { schema.columns.indices.map { $0 == schema.key } }
        for known in changes.before.map({ [nil, $0] }) ?? [nil] {
            let part = ReadRegister(
                homes: ReadRegisterPart(
                    table: .households, region: reading.actor.scope.region, schema: homes, wanted: key(homes), only: changes.households.sorted(),
                    known: known),
                people: ReadRegisterPart(
                    table: .persons, region: reading.actor.scope.region, schema: persons, wanted: key(persons), only: changes.households.sorted(),
                    known: known))
            let both = try await reading.desk.ask(part, as: reading.actor)
            touched.people.formUnion(both.people.keys)
            touched.numbers.formUnion(both.homes.households.numbers)
        }
    }

    /// A row about a village touches everybody in it.
    private func addVillagers(to touched: inout Touched) async throws {
        let neighbours = FindNeighbours(of: [], villages: touched.villages, before: nil, most: Touched.mostHouseholds)
        guard let all = try await reading.desk.ask(neighbours, as: reading.actor).households else {
            let about = reading.schemas.filter { $0.anchor == .village || $0.role == .villages }.map(\.name)
            touched.tooMany.formUnion(touched.sources.intersection(about))
            return
        }
        touched.households.formUnion(all)
    }
}
