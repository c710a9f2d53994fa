import Actions
import Basics
import Datasets
import Storage

/// Which departments' data had not come by a moment, told from when deliveries were accepted: the same for a moment that has passed whenever it is asked.
/// For rooms above, within the reader's scope and with what is known to it from above.
package struct SourcesLate {
    package struct Late: Sendable {
        package var schema: SourceSchema
        /// The first period that is missing.
        package var due: DeliveryPeriod
        /// Days since it should have been here.
        package var days: Int32
    }

    package let schemas: [SourceSchema]
    package init(schemas: [SourceSchema]) { self.schemas = schemas }

    /// Sources that have sent before and are late; what never came is not told as late, because nobody knows whether it is to come.
    package func late(at moment: Moment, on day: CalendarDate, in reading: Reading) throws -> [Late] {
        let rows = try reading.rows(
            """
            SELECT d.source, MAX(d.period_last) AS newest FROM deliveries d
            WHERE d.kind = 'whole' AND \(knownTo: reading.scope, "d.region", department: "d.department", dataset: "d.folder")
              AND EXISTS (SELECT 1 FROM delivery_steps s WHERE s.delivery_id = d.id AND s.step = 'accepted' AND s.at_ms < \(moment))
            GROUP BY d.source
            """)
        let newest = Dictionary(try rows.map { (try $0.text("source"), try $0.date("newest")) }) { first, _ in first }
        return schemas.filter { $0.role == .department && reading.scope.covers(department: $0.department, dataset: $0.folder) }.compactMap { schema in
            guard let frequency = DeliveryFrequency(rawValue: schema.frequency), let due = frequency.due(by: day), let newest = newest[schema.name],
                newest < due.last
            else { return nil }
            let missing = newest.adding(days: 1).flatMap { DeliveryPeriod.containing($0, frequency) } ?? due
            return Late(schema: schema, due: missing, days: max(1, day.daysSinceEpoch - missing.last.daysSinceEpoch - frequency.grace))
        }.sorted { ($0.days, $1.schema.name) > ($1.days, $0.schema.name) }
    }
}
