import Actions
import Foundation
import Storage

/// What a room gives the house: everything that is declared rather than called.
package struct Feature: Sendable {
    package let name: String
    package var migrations: [Migration]
    package var tables: [AuditedTable]
    package var permissions: [Permission]
    package var routes: [Route]
    package var jobs: [JobWorker.Kind]
    package var navigation: [NavigationItem]
    /// The box in the bar, for the one room that finds people and households.
    package var search: SearchBox?
    /// What waits for the reader, for the workbench.
    package var workbench: [@Sendable (Reading, Language) throws -> [WorkItem]]
    /// Steps that a new installation has to take.
    package var beginnings: [Beginning]
    /// The folder with `Templates/` and `Strings.yaml`; nil for a room without pages.
    package var resources: String?

    package init(
        name: String, migrations: [Migration] = [], tables: [AuditedTable] = [], permissions: [Permission] = [], routes: [Route] = [],
        jobs: [JobWorker.Kind] = [], navigation: [NavigationItem] = [], search: SearchBox? = nil,
        workbench: [@Sendable (Reading, Language) throws -> [WorkItem]] = [], beginnings: [Beginning] = [], bundle: Bundle? = nil,
        resources: String? = nil
    ) {
        self.name = name
        self.migrations = migrations
        self.tables = tables
        self.permissions = permissions
        self.routes = routes
        self.jobs = jobs
        self.navigation = navigation
        self.search = search
        self.workbench = workbench
        self.beginnings = beginnings
        self.resources = bundle?.resourcePath ?? resources
    }
}

/// One line of the navigation on the left.
package struct NavigationItem: Sendable {
    /// The seven headings; their order is the order on the screen.
    package enum Group: String, Sendable, CaseIterable {
        case top, subjects, clues, data, support, boards, house
    }

    package let group: Group
    /// The key of its text.
    package let text: String
    package let path: String
    /// A symbol of `Public/icons/sprite.svg`.
    package let icon: String
    /// Who sees it; nil for everybody signed in.
    package let needs: Permission?
    /// Open work behind it, within the scope; counts of everything are not work.
    package let count: (@Sendable (Reading) throws -> Int64)?

    package init(
        _ group: Group, text: String, path: String, icon: String, needs: Permission? = nil, count: (@Sendable (Reading) throws -> Int64)? = nil
    ) {
        self.group = group
        self.text = text
        self.path = path
        self.icon = icon
        self.needs = needs
        self.count = count
    }
}

/// Something that waits for the reader: a count, what it is, and where it is done.
package struct WorkItem: Sendable, Codable, Hashable {
    package enum Urgency: String, Sendable, Codable, CaseIterable { case overdue, today, week }

    package let urgency: Urgency
    package let count: Int64
    /// 户, 条, 份.
    package let unit: String
    package let text: String
    /// The line below: where, since when.
    package let detail: String?
    package let link: String
    /// The button: 复核.
    package let verb: String

    package init(_ urgency: Urgency, count: Int64, unit: String, text: String, detail: String? = nil, link: String, verb: String) {
        self.urgency = urgency
        self.count = count
        self.unit = unit
        self.text = text
        self.detail = detail
        self.link = link
        self.verb = verb
    }
}

/// The search box in the bar: a form that posts its `text` to a route, which keeps it as a filter token and leads to the list.
package struct SearchBox: Sendable {
    let path: String
    /// The key of the text inside it.
    let hint: String
    let needs: Permission

    package init(path: String, hint: String, needs: Permission) {
        self.path = path
        self.hint = hint
        self.needs = needs
    }
}
