import Web

/// Draws every declared page of some rooms from its specimen, in every language.
package enum EveryPage {
    /// A page that was drawn.
    package struct Drawn: Sendable {
        package let template: String
        package let language: Language
        package let html: String
    }

    /// Throws when a page cannot be drawn. What comes back can be searched for texts that should not be there.
    package static func draw(_ site: WebTester) throws -> [Drawn] {
        try site.site.pageModels.flatMap { page in
            try Language.allCases.map { Drawn(template: page.template, language: $0, html: try site.site.drawSpecimen(of: page, $0)) }
        }
    }
}
