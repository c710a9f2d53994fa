import Actions
import Logging
import Storage

/// Everything a request may need, put together once at the start.
struct SiteParts: Sendable {
    let desk: Desk
    let doorkeeper: any Doorkeeper
    let configuration: SiteConfiguration
    let strings: StringCatalogue
    let templates: TemplateLibrary
    let files: PublicFiles
    let frames: FrameMaker
    let limiter: RateLimiter
    let hall: EventHall
    let log: Logger
}
