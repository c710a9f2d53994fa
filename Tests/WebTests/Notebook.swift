import Actions
import Basics
import Foundation
import HTTPTypes
import Storage
import TestSupport
import Web
import WebTestSupport

/// A small room for the tests of the web room: notes in a region, listed, read, written, taken away as a file.
enum Notebook {
    static let read = Permission("note.read")
    static let write = Permission("note.write")
    static let notes = AuditedTable("notes", columns: ["id", "region", "title", "stars"])

    static func feature(_ folder: TemporaryFolder) throws -> Feature {
        let templates = folder.file("Templates")
        try FileManager.default.createDirectory(atPath: templates, withIntermediateDirectories: true)
        for (name, text) in texts { try Data(text.utf8).write(to: URL(filePath: "\(templates)/\(name).mustache")) }
        try Data(strings.utf8).write(to: URL(filePath: folder.file("Strings.yaml")))
        return Feature(
            name: "Notebook",
            migrations: [
                Migration(
                    id: "20260101-01-notes", room: "Notebook",
                    """
                    CREATE TABLE notes (
                        id {integer} NOT NULL PRIMARY KEY, region {region} NOT NULL, title TEXT NOT NULL, stars {integer} NOT NULL,
                        audit_leaf {integer} NOT NULL, audit_index {integer} NOT NULL
                    ){strict};
                    """)
            ],
            tables: [notes], permissions: [read, write], routes: routes,
            navigation: [
                NavigationItem(.subjects, text: "notes", path: "/notes", icon: "people", needs: read) {
                    try $0.count("SELECT COUNT(*) FROM notes n WHERE \(within: $0.scope, "n.region")")
                }
            ],
            workbench: [{ _, _ in [WorkItem(.today, count: 3, unit: "条", text: "没写完的", link: "/notes", verb: "写")] }], resources: folder.path)
    }

    private static let texts = [
        "note": "{{<layout}}{{$title}}{{title}}{{/title}}{{$main}}<h1>{{title}}</h1>{{#stars}}[[note.stars]]{{/stars}}{{/main}}{{/layout}}",
        "notes":
            "{{<layout}}{{$title}}[[notes]]{{/title}}{{$main}}{{#rows}}<a href=\"/notes/{{id}}\">{{title}}</a>{{/rows}}{{^rows}}[[notes.none]]{{/rows}}{{/main}}{{/layout}}",
        "note-form":
            "{{<layout}}{{$title}}[[notes]]{{/title}}{{$main}}<h1>[[notes]]</h1>{{#form.problems}}<p class=\"error\">{{field}}: {{text}}</p>{{/form.problems}}"
            + "{{#form.fields.title}}<input aria-label=\"[[notes]]\" name=\"{{name}}\" value=\"{{value}}\">{{/form.fields.title}}{{/main}}{{/layout}}",
    ]

    private static let strings = """
        notes: {zh: 笔记, en: Notes}
        notes.none: {zh: 没有笔记, en: No notes}
        note.stars: {zh: "{{stars}} 颗星", en: "{{stars}} stars"}
        note.write: {zh: 写笔记, en: Write a note}
        note.file: {zh: 下载, en: Take away}
        """

    private static let routes: [Route] = [
        .list("/notes", NoteList.self, needs: read, summary: "notes") {
            try await $0.ask(AllNotes(after: Int64($0.after ?? "0") ?? 0, limit: $0.limit))
        },
        .page("/notes/{note}", NotePage.self, needs: read, summary: "notes") { try await $0.ask(OneNote(id: $0.id("note"))) },
        .form("/notes/new", NoteForm.self, needs: write, summary: "note.write") { _ in NoteForm(form: FormState(for: WriteNote.self)) },
        .act(
            "/notes", WriteNote.self, summary: "note.write", redo: { _, form in NoteForm(form: form) },
            then: { done, _ in .seeOther("/notes/\(done.outcome.id)") }),
        .act(
            "/notes/{note}/stars", GiveStars.self, summary: "note.write", redo: { _, form in NoteForm(form: form) },
            then: { _, visit in .seeOther(try "/notes/\(visit.id("note"))") }),
        .file("/notes/{note}/file", needs: read, summary: "note.file") { visit in
            let note = try await visit.ask(OneNote(id: visit.id("note")))
            return FileAnswer(name: "笔记 1.txt", mediaType: "text/plain; charset=utf-8", bytes: Array(note.title.utf8))
        },
        .upload(
            "/notes/upload", needs: write, summary: "note.file", limit: 5_000, outcome: .map(.text()),
            redo: { _, _ in NoteForm(form: FormState(for: WriteNote.self)) },
            receive: { visit, upload in
                var count = 0
                try await upload.receive { count += $0.count }
                return try .data(["name": upload.fileName, "bytes": String(count), "kind": upload.fields["kind"] ?? "-"])
            }),
        .page("/broken", NotePage.self, needs: read, summary: "notes") { _ in throw StorageProblem.damaged("the secret of the house") },
        .page("/busy", NotePage.self, needs: read, summary: "notes") { _ in throw StorageProblem.busy("") },
    ]
}

struct NotePage: PageModel {
    static let template = "note"
    static let specimen = NotePage(id: 1, title: "买米", stars: 3, version: 1)
    let id: Int64
    let title: String
    let stars: Int64
    let version: Int64?
}

struct NoteList: ListModel {
    static let template = "notes"
    static let specimen = NoteList(rows: [NotePage.specimen], next: nil)
    let rows: [NotePage]
    let next: String?
}

struct NoteForm: PageModel {
    static let template = "note-form"
    static let specimen = NoteForm(form: FormState(for: WriteNote.self))
    let form: FormState
}

struct WriteNote: Action {
    struct Outcome: Codable, Sendable { let id: Int64 }
    static let name = "note.write"
    static let permission = Notebook.write
    let title: String
    let stars: Int
    let region: Int64

    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> Outcome {
        guard stars <= 5 else {
            throw Refusal.invalid(
                "stars",
                Problem(
                    "too-many-stars", what: .init(zh: "星太多", en: "too many stars"), why: .init(zh: "最多 5 颗", en: "5 at most"),
                    remedy: .init(zh: "少给", en: "give fewer")))
        }
        return Outcome(id: try writing.insert(into: Notebook.notes, ["region": region, "title": title, "stars": Int64(stars)]))
    }
}

struct GiveStars: Action {
    struct Outcome: Codable, Sendable { let stars: Int64 }
    static let name = "note.giveStars"
    static let permission = Notebook.write
    let note: Int64
    let stars: Int64

    func place(in reading: Reading) throws -> RegionCode? {
        try reading.row("SELECT region FROM notes WHERE id = \(note)").flatMap { RegionCode(number: try $0.integer("region")) }
    }

    func version(in reading: Reading) throws -> Int64? { try reading.row("SELECT audit_leaf FROM notes WHERE id = \(note)")?.integer("audit_leaf") }

    func perform(in writing: Writing) throws -> Outcome {
        try writing.change(Notebook.notes, id: note, ["stars": stars])
        return Outcome(stars: stars)
    }
}

struct OneNote: Query {
    static let permission = Notebook.read
    let id: Int64

    func answer(in reading: Reading) throws -> NotePage {
        let row = try reading.row("SELECT id, title, stars, audit_leaf FROM notes n WHERE n.id = \(id) AND \(within: reading.scope, "n.region")")
        guard let row else { throw Refusal.notFound }
        return NotePage(
            id: try row.integer("id"), title: try row.text("title"), stars: try row.integer("stars"), version: try row.integer("audit_leaf"))
    }
}

struct AllNotes: Query {
    static let permission = Notebook.read
    let after: Int64
    let limit: Int

    func answer(in reading: Reading) throws -> NoteList {
        let rows = try reading.rows(
            "SELECT id, title, stars, audit_leaf FROM notes n WHERE n.id > \(after) AND \(within: reading.scope, "n.region") ORDER BY n.id LIMIT \(limit + 1)"
        ).map {
            NotePage(id: try $0.integer("id"), title: try $0.text("title"), stars: try $0.integer("stars"), version: try $0.integer("audit_leaf"))
        }
        return NoteList(rows: Array(rows.prefix(limit)), next: rows.count > limit ? String(rows[limit - 1].id) : nil)
    }
}

/// Runs a test over a site with the notebook.
func withNotebook(
    allowances: [Pace: Allowance] = [:], configure: (inout SiteConfiguration) -> Void = { _ in }, clock: @escaping @Sendable () -> Moment = { .now },
    _ body: (WebTester) async throws -> Void
) async throws {
    let folder = try TemporaryFolder()
    try await withSite([Notebook.feature(folder)], allowances: allowances, configure: configure, clock: clock) { try await body($0) }
}
