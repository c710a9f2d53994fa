import Actions
import Basics
import Storage

/// Taking the whole evidence away. The log is one for the whole platform, so only who may see all of it may take it.
package struct ExportEvidence: Action {
    package static let name = "audit.export"
    package static let permission = Permission.auditExport
    package static let needsPurpose = true

    package init() {}

    package func place(in reading: Reading) throws -> RegionCode? {
        reading.actor.scope.region.level == .province ? reading.actor.scope.region : nil
    }

    package func perform(in writing: Writing) throws -> Int64 {
        writing.subject = "audit"
        return writing.leaf
    }
}
