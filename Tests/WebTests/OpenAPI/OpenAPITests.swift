import Actions
import Foundation
import Testing
import WebTestSupport

@testable import Web

/// The description says what is served, neither more nor less.
struct OpenAPITests {
    private struct Tree: Codable {
        enum Kind: String, Codable, CaseIterable { case root, leaf }
        let kind: Kind
        let weight: Int?
        let branches: [Tree]?
        let names: [String: String]
    }

    @Test func theShapeOfATypeIsLearnedFromItsDecoding() throws {
        guard case .object(let object) = try SchemaRecorder.schema(of: Tree.self) else { return #expect(Bool(false), "no object") }
        #expect(object["kind"]?.schema == .text(choices: ["root", "leaf"]))
        #expect(object["weight"]?.schema == .integer())
        #expect(object["weight"]?.isRequired == false)
        #expect(object["branches"]?.schema == .reference(object.name))
        #expect(object["names"]?.schema == .map(.text()))
    }

    @Test func everyJSONRouteIsDescribedWithWhatItTakesAndGives() async throws {
        try await withNotebook { site in
            let answer = try await site.get("/api/v1/openapi.json")
            #expect(answer.status == 200)
            let document = answer.json
            #expect(document["openapi"].text == "3.1.0")
            let write = document["paths"]["/notes"]["post"]
            let body = write["requestBody"]["content"]["application/json"]["schema"]
            #expect(body["properties"]["stars"]["type"].text == "integer")
            #expect(body["additionalProperties"].bool == false)
            #expect(write["responses"]["409"].exists)
            #expect(write["x-permission"].text == "note.write")
            #expect(document["paths"]["/notes/{note}/stars"]["post"]["parameters"][0]["name"].text == "note")
            #expect(!document["paths"]["/notes/new"].exists)
            #expect(answer.bytes == site.site.openAPI)
        }
    }
}
