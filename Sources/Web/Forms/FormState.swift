import Actions
import Basics

/// A form as a template draws it: every field with its value and what is wrong with it, and what makes sending it safe.
///
/// The fields are those of the action the form is for, by their snake_case names: `{{#form.fields.birth_date}}{{<field-text}}…`.
package struct FormState: Codable, Sendable, Hashable {
    package var fields: [String: FormField]
    /// What is wrong, in the order of the form, for the summary above it. Empty on a fresh form.
    package var problems: [FormProblem]
    /// The id that makes sending twice the same as sending once.
    package var client: String
    /// The version of the thing as it was shown.
    package var baseVersion: Int64?

    /// A fresh form for an action, filled with what is already known.
    package init<A: Decodable>(for type: A.Type, values: [String: String] = [:], baseVersion: Int64? = nil) {
        self.init(names: Self.names(of: type), values: FormFields(values.map { ($0.key, $0.value) }), problems: [], language: .zh)
        self.baseVersion = baseVersion
    }

    /// The form as it was sent, with what is wrong with it.
    init(names: [String], values: FormFields, problems: [FieldProblem], language: Language) {
        let problems = problems.map { FormProblem($0, language) }
        fields = [:]
        for name in names + values.pairs.map(\.name) + problems.map(\.field) where fields[name] == nil && !name.isEmpty {
            let given = values.all(name)
            fields[name] = FormField(
                name: name, id: "f-" + name.replacing(".", with: "-"), value: given.first ?? "", values: given,
                error: problems.first { $0.field == name }?.text, options: [])
        }
        self.problems = problems
        client = RandomText.uuid()
    }

    /// Gives a field its choices and ticks the chosen one.
    package mutating func choose(_ field: String, from options: [FormOption]) {
        guard var found = fields[field] else { return }
        found.options = options.map { option in
            var option = option
            option.isChosen = found.values.contains(option.value)
            option.id = "\(found.id)-\(option.value)"
            return option
        }
        fields[field] = found
    }

    package subscript(field: String) -> String {
        get { fields[field]?.value ?? "" }
        set {
            fields[field, default: FormField(name: field, id: "f-\(field)", value: "", values: [], error: nil, options: [])].value = newValue
            fields[field]?.values = [newValue]
        }
    }

    /// The names of all fields of a type, nested ones with dots; lists of things are left to the page.
    static func names<A: Decodable>(of type: A.Type) -> [String] {
        guard let schema = try? SchemaRecorder.schema(of: type) else { return [] }
        return names(in: schema, under: "")
    }

    private static func names(in schema: Schema, under prefix: String) -> [String] {
        guard case .object(let object) = schema else { return [] }
        return object.properties.flatMap { property in
            let name = prefix + SnakeCase.name(property.name)
            let inner = names(in: property.schema, under: name + ".")
            return inner.isEmpty ? [name] : inner
        }
    }
}

/// One field of a form.
package struct FormField: Codable, Sendable, Hashable {
    package var name: String
    /// Of the control, so that labels and the summary can point to it.
    package var id: String
    package var value: String
    package var values: [String]
    package var error: String?
    package var options: [FormOption]
}

/// One choice of a field.
package struct FormOption: Codable, Sendable, Hashable {
    package var value: String
    package var label: String
    package var hint: String?
    package var isChosen = false
    package var id = ""

    package init(_ value: String, _ label: String, hint: String? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
    }
}

/// One thing that is wrong with a form, in the reader's language.
package struct FormProblem: Codable, Sendable, Hashable {
    package var field: String
    /// The id of the control the summary leads to.
    package var target: String
    package var code: String
    package var text: String
    package var remedy: String

    init(_ problem: FieldProblem, _ language: Language) {
        field = SnakeCase.name(problem.field)
        target = "f-" + field.replacing(".", with: "-")
        code = problem.problem.code.rawValue
        let colon = language == .zh ? "：" : ": "
        text = language.text(of: problem.problem.what) + colon + language.text(of: problem.problem.why)
        remedy = language.text(of: problem.problem.remedy)
    }
}
