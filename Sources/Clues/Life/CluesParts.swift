import Actions
import Basics
import Datasets
import Imports
import Register
import Storage
import WorkOrders

/// What the room needs beside the desk: where photos lie, what departments say of a household, and who there is to verify.
package struct CluesParts: Sendable {
    package var blobs: BlobStore
    /// Datasets that clues can rest on, by name.
    package var sources: [String: ClueSource]
    /// What each of them says of a household's people.
    package var elsewhere: [String: AskElsewhere]
    package var work: WorkOrdersParts
    /// What followed a clue; nil while no room above tells it.
    package var aftermath: AskAftermath?

    package init(imports: ImportsParts, work: WorkOrdersParts, aftermath: AskAftermath? = nil) {
        blobs = imports.blobs
        self.aftermath = aftermath
        self.work = work
        sources = [:]
        elsewhere = [:]
        // Those of the benchmark are nobody's, and have the names of others.
        for schema in imports.schemas where schema.role == .department && schema.department != "benchmark" {
            sources[schema.name] = ClueSource(
                name: schema.name, folder: schema.folder, department: schema.department, titleZh: schema.title.zh, titleEn: schema.title.en,
                publisherZh: schema.publisher.zh, publisherEn: schema.publisher.en)
            var own = imports
            own.schemas = [schema]
            elsewhere[schema.name] = ImportsFeature.knownOfHouseholds(own)
        }
    }

    package init(
        blobs: BlobStore, sources: [String: ClueSource] = [:], elsewhere: [String: AskElsewhere] = [:], work: WorkOrdersParts = WorkOrdersParts()
    ) {
        (self.blobs, self.sources, self.elsewhere, self.work) = (blobs, sources, elsewhere, work)
    }
}
