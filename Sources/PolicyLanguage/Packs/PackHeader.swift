/// What `pack.yaml` says, known before the rules are read: the sources it names decide which facts the rules may speak of.
package struct PackHeader: Sendable {
    /// The folder below `PolicyPacks/`, such as `hebei/entry-bars-2018`.
    package var id: String
    package var title: Bilingual
    package var authority: Bilingual
    /// Digits of the region code; empty for the whole country.
    package var area: String
    package var contact: Bilingual
    /// Folders of `DataSources/` besides `register`; empty for all but `benchmark`.
    package var sources: [String]

    package init(id: String, title: Bilingual, authority: Bilingual, area: String, contact: Bilingual, sources: [String]) {
        self.id = id
        self.title = title
        self.authority = authority
        self.area = area
        self.contact = contact
        self.sources = sources
    }
}
