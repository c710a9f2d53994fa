/// What a parsed template consists of. Partials, layouts and blocks are still to be joined (`TemplateLinker`).
indirect enum TemplateNode: Sendable {
    case text([UInt8])
    case value(ValueName)
    case section(ValueName, [TemplateNode], inverted: Bool)
    case partial(String, TemplatePlace)
    /// `{{<layout}}…{{/layout}}`: the other template with some of its blocks replaced.
    case layout(String, [String: [TemplateNode]], TemplatePlace)
    /// `{{$title}}…{{/title}}`: what stands here unless it is replaced.
    case block(String, [TemplateNode])
}

/// What the renderer runs: everything joined, one straight list for each section.
indirect enum TemplateStep: Sendable {
    case text([UInt8])
    case value(ValueName)
    case section(ValueName, [TemplateStep])
    case inverted(ValueName, [TemplateStep])
}

/// A name in a template: `member.name`, or `.` for the thing itself (no names).
struct ValueName: Sendable, Hashable {
    let names: [String]
    let place: TemplatePlace
    /// Which value of the stack declares the first name, as the check at the start found. A member that is absent today is then absent, and not
    /// looked for further out, where another thing may have one of that name. nil where the shapes cannot tell.
    var depth: Int?

    /// Names every list gives its items: whether the item is first or last, and its number from 1.
    static let positions: Set<String> = ["-first", "-last", "-number"]
}

/// A line of a template file, for messages.
struct TemplatePlace: Sendable, Hashable, CustomStringConvertible {
    let file: String
    let line: Int
    var description: String { "\(file):\(line)" }
}
