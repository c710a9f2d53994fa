import Actions
import Basics
import Logging
import Storage
import Synchronization

/// What stands around every page: the bar, the navigation, the language, the form secret. Templates reach it as `{{frame.…}}`.
struct Frame: Codable, Sendable {
    struct Account: Codable, Sendable {
        var name: String
        var role: String
    }

    struct Group: Codable, Sendable {
        var title: String?
        var items: [Item]
    }

    struct Item: Codable, Sendable {
        var text: String
        var path: String
        var icon: String
        var count: String?
        var isCurrent: Bool
    }

    /// A region of the switcher, with the address of this page seen there.
    struct Place: Codable, Sendable {
        var name: String
        var link: String
    }

    struct Regions: Codable, Sendable {
        var locked: [String]
        var above: [Place]
        var here: String
        var below: [Place]
        var hasBelow: Bool
    }

    /// The search box of the bar.
    struct Search: Codable, Sendable {
        var path: String
        var hint: String
    }

    var tag: String
    var otherTag: String
    var otherName: String
    var otherLanguage: String
    /// Where the language is changed, and where that leads back to.
    var back: String
    var base: String
    var csrf: String?
    var account: Account?
    var groups: [Group]
    var regions: Regions?
    var search: Search?
    /// Whether htmx was fetched; pages work without it.
    var hasHTMX: Bool
    /// Of a list: the next page, and the first one when this is a later one.
    var nextLink: String?
    var firstLink: String?
    /// The region looked at, for links that keep it: `?region=…` or nothing.
    var keep: String
    var notice: String?
    var isRoomy: Bool
}

extension Frame {
    /// Around a page for nobody in particular: a problem, a specimen.
    static func empty(_ language: Language, files: PublicFiles) -> Frame {
        Frame(
            tag: language.tag, otherTag: "", otherName: "", otherLanguage: "", back: "/", base: files.base, csrf: nil, account: nil, groups: [],
            regions: nil,
            search: nil, hasHTMX: false, nextLink: nil, firstLink: nil, keep: "", notice: nil, isRoomy: false)
    }
}

/// What stands beside the page's own value in a template.
struct Framed: Codable, Sendable {
    var frame: Frame
}

/// Draws the frame: navigation by permission with its counts, regions by scope. Counts and names are kept for a few seconds, so that a page
/// costs no query for its frame.
struct FrameMaker: Sendable {
    let navigation: [NavigationItem]
    let search: SearchBox?
    let naming: RegionNaming?
    private let kept = Kept()

    init(navigation: [NavigationItem], search: SearchBox?, naming: RegionNaming?) {
        self.navigation = navigation
        self.search = search
        self.naming = naming
    }

    /// The frame of a visit. `next` begins the next page of a list; `notice` is the key of a line to show once.
    func frame(for visit: Visit, next: String?, notice: String?) async -> Frame {
        let strings = visit.site.strings
        var frame = Frame(
            tag: visit.language.tag, otherTag: visit.language == .zh ? "en" : "zh-Hans", otherName: visit.language == .zh ? "English" : "中文",
            otherLanguage: visit.language == .zh ? "en" : "zh", back: visit.backAddress, base: visit.site.files.base, csrf: visit.signedIn?.csrf,
            account: nil, groups: [], regions: nil, search: nil, hasHTMX: visit.site.files.has("vendor/htmx-2.min.js"),
            nextLink: next.map { visit.address(with: "after", $0) }, firstLink: visit.after == nil ? nil : visit.address(with: "after", nil),
            keep: visit.region.map { "?region=\($0.digits)" } ?? "",
            notice: notice.flatMap { strings.has($0) ? strings.text($0, visit.language) : nil }, isRoomy: visit.signedIn?.isRoomy ?? false)
        guard let signedIn = visit.signedIn, signedIn.detour == nil, let actor = try? visit.actor else { return frame }
        let role = "role.\(actor.role)"
        frame.account = .init(name: actor.name, role: strings.has(role) ? strings.text(role, visit.language) : actor.role)
        let facts = await facts(for: actor, scope: signedIn.actor.scope, visit)
        frame.groups = groups(for: actor, visit, counts: facts.counts)
        frame.regions = facts.regions.map { bar in
            .init(
                locked: bar.locked.map(\.name),
                above: bar.above.map { .init(name: $0.name, link: visit.address(with: "region", $0.code)) }, here: bar.here.name,
                below: bar.below.map { .init(name: $0.name, link: visit.address(with: "region", $0.code)) }, hasBelow: !bar.below.isEmpty)
        }
        frame.search = search.flatMap { actor.may($0.needs) ? .init(path: $0.path, hint: visit.text($0.hint)) : nil }
        return frame
    }

    private func groups(for actor: Actor, _ visit: Visit, counts: [String: Int64]) -> [Frame.Group] {
        let region = visit.region.map { "?region=\($0.digits)" } ?? ""
        let current = navigation.filter { visit.path == $0.path || visit.path.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }?.path
        return NavigationItem.Group.allCases.compactMap { group in
            let items = navigation.filter { $0.group == group && ($0.needs.map(actor.may) ?? true) }
            guard !items.isEmpty else { return nil }
            return Frame.Group(
                title: group == .top ? nil : visit.text("nav.\(group.rawValue)"),
                items: items.map { item in
                    let count = counts[item.path] ?? 0
                    return .init(
                        text: visit.text(item.text), path: item.path + region, icon: item.icon, count: count > 0 ? Figures.count(count) : nil,
                        isCurrent: item.path == current)
                })
        }
    }

    private struct Facts: Sendable {
        var counts: [String: Int64]
        var regions: RegionBar?
        var until: Moment
    }

    /// What was counted a moment ago, by what it depends on.
    private final class Kept: Sendable {
        struct Key: Hashable {
            let scope: Scope
            let own: Scope
            let account: Int64
        }

        private let facts = Mutex<[Key: Facts]>([:])

        func find(_ key: Key, now: Moment) -> Facts? { facts.withLock { $0[key].flatMap { $0.until > now ? $0 : nil } } }

        func keep(_ new: Facts, _ key: Key, now: Moment) {
            facts.withLock { facts in
                if facts.count > 4_000 { facts = facts.filter { $0.value.until > now } }
                facts[key] = new
            }
        }
    }

    private static let freshSeconds: Int64 = 10

    private func facts(for actor: Actor, scope own: Scope, _ visit: Visit) async -> Facts {
        let key = Kept.Key(scope: actor.scope, own: own, account: actor.account)
        if let kept = kept.find(key, now: visit.now) { return kept }
        let (desk, naming) = (visit.desk, naming)
        let counted = navigation.filter { $0.count != nil && ($0.needs.map(actor.may) ?? true) }
        let now = visit.now
        do {
            let facts = try await desk.database.read { reader in
                let reading = Reading(reader: reader, vault: desk.vault, actor: actor, now: now, memory: desk.memory)
                var counts: [String: Int64] = [:]
                for item in counted { counts[item.path] = try item.count?(reading) }
                return Facts(
                    counts: counts, regions: try naming?(actor.scope.region, own, reading), until: now.adding(seconds: Self.freshSeconds))
            }
            kept.keep(facts, key, now: now)
            return facts
        } catch {
            visit.site.log.error("the frame's counts could not be read", metadata: ["request": "\(visit.id)", "fault": "\(type(of: error))"])
            return Facts(counts: [:], regions: nil, until: now)
        }
    }
}
